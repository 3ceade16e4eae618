/** Which addresses are this machine, so that nothing sent there leaves it. */

import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('0.0.0.0');
loopback.addAddress('::1', 'ipv6');

/**
 * True for `localhost`, its subdomains, 127.0.0.0/8, `::1` and `0.0.0.0`. The URL's host decides, compared as a whole: a
 * user name, a path or another domain that merely contains one of these is elsewhere. False for what is not a URL.
 */
export function isThisMachine(baseUrl: string): boolean {
  const url = URL.parse(baseUrl);
  if (url === null) return false;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  const family = isIP(host);
  if (family !== 0) return loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
  return host === 'localhost' || host.endsWith('.localhost');
}
