import ipaddr from 'ipaddr.js';

/**
 * Whose an address is: an IPv4 address itself; of an IPv6 address its first 64 bits, as a customer has at least those to choose
 * from (RFC 6177, section 2). An IPv4-mapped address (RFC 4291, section 2.5.5.2) is the IPv4 address.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
