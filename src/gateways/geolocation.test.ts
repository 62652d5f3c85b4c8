import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { writeGeoDatabase } from '../../test/support/geo-database.ts'
import type { Geolocation } from '../domain/threat-protection/geolocation.ts'
import { geolocation } from './geolocation.ts'

const SEATTLE = { city: 'Seattle', country: 'United States', latitude: 47.6, longitude: -122.3 }
const LONG = { city: 'x'.repeat(200), country: 'United States', latitude: 1, longitude: 1 }

describe('a database of places', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-geo-'))
  const file = join(folder, 'places.mmdb')
  let places: Geolocation
  before(async () => {
    writeGeoDatabase(file, [
      ['192.0.2.0/24', SEATTLE],
      ['203.0.113.7/32', LONG],
      ['198.51.100.128/25', { country: 'Germany', latitude: 51, longitude: 9 }],
    ])
    places = await geolocation(file)
  })
  after(() => rmSync(folder, { recursive: true }))

  test('knows where the addresses of its blocks are', () => {
    assert.deepEqual(places.placeOf('192.0.2.200'), SEATTLE)
    assert.deepEqual(places.placeOf('::ffff:192.0.2.1'), SEATTLE)
    assert.deepEqual(places.placeOf('198.51.100.129'), {
      city: undefined,
      country: 'Germany',
      latitude: 51,
      longitude: 9,
    })
  })

  test('knows nothing of other addresses, and of texts that are none', () => {
    for (const other of ['198.51.100.1', '203.0.113.8', '2001:db8::1', '192.0.2', 'localhost', '']) {
      assert.equal(places.placeOf(other), undefined, other)
    }
  })

  test('cuts long names', () => assert.equal(places.placeOf('203.0.113.7')?.city?.length, 100))

  test('must be there and have the format', async () => {
    await assert.rejects(
      geolocation(join(folder, 'missing')),
      /^Error: geoip-database: .*missing can't be read/,
    )
    writeFileSync(join(folder, 'text'), 'no database')
    await assert.rejects(geolocation(join(folder, 'text')), /can't be read as a MaxMind database/)
  })
})

test('without a database no place is known', async () => {
  assert.equal((await geolocation(undefined)).placeOf('192.0.2.1'), undefined)
})
