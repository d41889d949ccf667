import { BlockList, isIP } from 'node:net';

/** Which IP addresses a connection may be made to. */
export interface AddressRule {
  /** True where `address` (IPv4 or IPv6 text, without brackets) may be connected to; false for anything that is no address. */
  readonly permits: (address: string) => boolean;
}

type Family = 'ipv4' | 'ipv6';

/** A range of addresses: network, length of its prefix in bits, family. */
export interface AddressRange {
  readonly network: string;
  readonly prefix: number;
  readonly family: Family;
}

/**
 * IPv4 ranges that are not the public internet. Source: IANA IPv4 Special-Purpose Address Registry (RFC 6890 and updates);
 * 168.63.129.16 is the platform address of Azure, public by number and answered inside the virtual network only.
 */
const specialIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
] as const;

/** IPv6 that is global unicast by number. Everything outside (loopback, link-local, unique local, v4-mapped, NAT64, multicast) is not public. */
const globalIpv6 = '2000::/3';

/** Inside 2000::/3 and yet not public: tunnels that carry an IPv4 address, documentation, protocol assignments. Source: IANA IPv6 registry. */
const specialIpv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] as const;

/** Loopback of both families. */
export const loopbackRanges = ['127.0.0.0/8', '::1/128'] as const;

/**
 * Reads `a.b.c.d`, `a.b.c.d/n` or the same of IPv6.
 * @returns the range, or undefined where the text is none.
 */
export function parseAddressRange(text: string): AddressRange | undefined {
  const [network = '', bits, ...rest] = text.split('/');
  const version = network.includes('%') ? 0 : isIP(network);
  if (version === 0 || rest.length > 0) return undefined;
  const longest = version === 4 ? 32 : 128;
  if (bits !== undefined && !/^\d{1,3}$/.test(bits)) return undefined;
  const prefix = bits === undefined ? longest : Number(bits);
  return prefix > longest ? undefined : { network, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
}

function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of ranges) {
    const range = parseAddressRange(text);
    if (range === undefined) throw new RangeError('an address range is malformed');
    list.addSubnet(range.network, range.prefix, range.family);
  }
  return list;
}

const notPublicIpv4 = blockListOf(specialIpv4);
const publicIpv6 = blockListOf([globalIpv6]);
const notPublicIpv6 = blockListOf(specialIpv6);

/** True for an address of the public internet. An IPv4 address wrapped in IPv6 is not one: no name server has a reason to give it. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !notPublicIpv4.check(address, 'ipv4');
    case 6:
      return !address.includes('%') && publicIpv6.check(address, 'ipv6') && !notPublicIpv6.check(address, 'ipv6');
    default:
      return false;
  }
}

/**
 * A rule that permits the listed ranges and, unless told otherwise, the public internet.
 * @throws RangeError where a listed range is malformed (configuration is checked before, see the tenants file).
 */
export function permitAddresses(listed: readonly string[], options: { readonly public: boolean }): AddressRule {
  const ranges = blockListOf(listed);
  return {
    permits: (address) => {
      const version = isIP(address);
      if (version === 0 || address.includes('%')) return false;
      if (ranges.check(address, version === 4 ? 'ipv4' : 'ipv6')) return true;
      return options.public && isPublicAddress(address);
    },
  };
}
