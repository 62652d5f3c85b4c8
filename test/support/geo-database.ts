import { writeFileSync } from 'node:fs'
import { parseIpBlock } from '../../src/kernel/ip-address.ts'

/** A place as databases of MaxMind write it. */
export interface WrittenPlace {
  readonly city?: string
  readonly country: string
  readonly latitude: number
  readonly longitude: number
}

type Value = string | number | { readonly [member: string]: Value | undefined } | Double | readonly string[]

class Double {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

type Tree = { place?: number; branches: [Tree?, Tree?] }

/**
 * Writes a database of IPv4 blocks in MaxMind's format, version 2.0 ("MaxMind DB File Format Specification"), with records
 * of 32 bits.
 */
export function writeGeoDatabase(file: string, blocks: ReadonlyArray<readonly [string, WrittenPlace]>): void {
  const tree: Tree = { branches: [] as unknown as Tree['branches'] }
  const data: Buffer[] = []
  let length = 0
  for (const [text, place] of blocks) {
    const leaf = leafOf(tree, text)
    leaf.place = length
    const written = encoded(recordOf(place))
    data.push(written)
    length += written.length
  }
  const nodes: Tree[] = []
  collect(tree, nodes)
  const search = Buffer.alloc(nodes.length * 8)
  for (const [index, { branches }] of nodes.entries()) {
    for (const side of [0, 1]) search.writeUInt32BE(pointerTo(branches[side], nodes), index * 8 + side * 4)
  }
  const metadata = encoded({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
    database_type: 'GeoLite2-City',
    ip_version: 4,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 32,
  })
  const marker = Buffer.from('ABCDEF4D61784D696E642E636F6D', 'hex')
  writeFileSync(file, Buffer.concat([search, Buffer.alloc(16), ...data, marker, metadata]))
}

function leafOf(tree: Tree, text: string): Tree {
  const block = parseIpBlock(text)
  if (block?.bits !== 32) throw new Error(`${text} is no IPv4 block`)
  let at = tree
  for (let bit = block.prefix - 1; bit >= 0; bit--) {
    const side = Number((block.network >> BigInt(bit)) & 1n)
    at.branches[side] ??= { branches: [] as unknown as Tree['branches'] }
    at = at.branches[side] as Tree
  }
  return at
}

function collect(tree: Tree, into: Tree[]): void {
  if (tree.place !== undefined) return
  into.push(tree)
  for (const branch of tree.branches) if (branch) collect(branch, into)
}

function pointerTo(branch: Tree | undefined, nodes: readonly Tree[]): number {
  if (!branch) return nodes.length
  return branch.place === undefined ? nodes.indexOf(branch) : nodes.length + 16 + branch.place
}

function recordOf({ city, country, latitude, longitude }: WrittenPlace): Value {
  return {
    ...(city !== undefined && { city: { names: { en: city } } }),
    country: { names: { en: country } },
    location: { latitude: new Double(latitude), longitude: new Double(longitude) },
  }
}

/** The types of the format: 2 text, 3 double, 6 unsigned of 32 bits, 7 map, 11 list. */
function encoded(value: Value): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)])
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([control(6, 4), bytes])
  }
  if (value instanceof Double) {
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleBE(value.value)
    return Buffer.concat([control(3, 8), bytes])
  }
  if (Array.isArray(value)) {
    return Buffer.concat([Buffer.from([value.length, 11 - 7]), ...value.map((member) => encoded(member))])
  }
  const members = Object.entries(value as Record<string, Value>)
  return Buffer.concat([
    control(7, members.length),
    ...members.flatMap(([name, member]) => [encoded(name), encoded(member)]),
  ])
}

/** The type in three bits, and the size in five; beyond 28 in a byte more. */
function control(type: number, size: number): Buffer {
  if (size < 29) return Buffer.from([(type << 5) | size])
  return Buffer.from([(type << 5) | 29, size - 29])
}
