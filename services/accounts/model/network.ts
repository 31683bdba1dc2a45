const groups = 8
/** What one subscriber has of IPv6: 64 of 128 bits. @see https://www.rfc-editor.org/rfc/rfc6177 */
const groupsOfSubscriber = 4

/** Who stands behind an address, to count by: IPv4 by address, IPv6 by its first 64 bits: one subscriber has all the rest. */
export function networkOf(address: string): string {
  const plain = address.split('%', 1)[0]?.toLowerCase() ?? ''
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  if (!plain.includes(':')) return plain
  const [left = [], right = []] = plain.split('::').map((half) => half.split(':').filter((group) => group !== ''))
  const zeros = Array.from({ length: Math.max(0, groups - left.length - right.length) }, () => '0')
  const first = [...left, ...zeros, ...right].slice(0, groupsOfSubscriber)
  return `${first.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}
