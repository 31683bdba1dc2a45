import { expect, test } from 'vitest'
import { networkOf } from './network.ts'

test.each([
  { name: 'IPv4 is itself', address: '203.0.113.7', network: '203.0.113.7' },
  { name: 'IPv4 inside IPv6 is IPv4', address: '::ffff:203.0.113.7', network: '203.0.113.7' },
  { name: 'also in capitals', address: '::FFFF:203.0.113.7', network: '203.0.113.7' },
  { name: 'IPv6 is its first half', address: '2001:db8:1:2:3:4:5:6', network: '2001:db8:1:2::/64' },
  { name: 'the second half changes nothing', address: '2001:db8:1:2::1', network: '2001:db8:1:2::/64' },
  { name: 'the first half does', address: '2001:db8:1:3::1', network: '2001:db8:1:3::/64' },
  { name: 'zeros left out count', address: '2001:db8::1', network: '2001:db8:0:0::/64' },
  { name: 'zeros in front do not', address: '2001:0DB8:0000:0000::1', network: '2001:db8:0:0::/64' },
  { name: 'loopback is a network as well', address: '::1', network: '0:0:0:0::/64' },
  { name: 'zeros at the end may be left out', address: '2001:db8:1:2::', network: '2001:db8:1:2::/64' },
  { name: 'a zone is no part of it', address: 'fe80::1%eth0', network: 'fe80:0:0:0::/64' },
  { name: 'what is no address is itself', address: 'somewhere', network: 'somewhere' },
])('$name', ({ address, network }) => {
  expect(networkOf(address)).toBe(network)
})
