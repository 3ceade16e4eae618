/** Which addresses are this machine, so that nothing sent there leaves it. */

/** As a URL writes an address: always whole, and in one form. Those of IPv4 may be wrapped into one of IPv6. */
const LOOPBACK =
  /^(?:127\.[\d.]+|0\.0\.0\.0|\[(?:::1|::|::ffff:7f[\da-f]{2}:[\da-f]{1,4}|::ffff:0:0)\])$/;

/**
 * True for `localhost`, its subdomains, 127.0.0.0/8, `::1` and `0.0.0.0`. The URL's host decides, compared as a whole: a
 * user name, a path or another domain that merely contains one of these is elsewhere. False for what is not a URL.
 */
export function isThisMachine(baseUrl: string): boolean {
  const url = URL.parse(baseUrl);
  if (url === null) return false;
  const host = url.hostname.replace(/\.$/, '');
  return LOOPBACK.test(host) || host === 'localhost' || host.endsWith('.localhost');
}
