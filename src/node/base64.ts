export const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
