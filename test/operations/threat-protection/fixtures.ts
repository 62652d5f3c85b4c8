import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type {
  CognitoIdentityProviderClient,
  CreateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { type WrittenPlace, writeGeoDatabase } from '../../support/geo-database.ts'
import { newPool } from '../../support/pools.ts'

/** A pool with threat protection on. */
export function guardedPool(
  root: CognitoIdentityProviderClient,
  settings: Partial<CreateUserPoolCommandInput> = {},
  AdvancedSecurityMode: 'AUDIT' | 'ENFORCED' = 'ENFORCED',
): Promise<string> {
  return newPool(root, { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode }, ...settings })
}

export const PLACES = {
  seattle: { city: 'Seattle', country: 'United States', latitude: 47.6, longitude: -122.3 },
  portland: { city: 'Portland', country: 'United States', latitude: 45.5, longitude: -122.7 },
  berlin: { city: 'Berlin', country: 'Germany', latitude: 52.5, longitude: 13.4 },
} as const satisfies Record<string, WrittenPlace>

/** Addresses of these networks are in the three places; all others are nowhere. */
export const NETWORKS = {
  seattle: '192.0.2.',
  portland: '198.51.100.',
  berlin: '203.0.113.',
} as const satisfies Record<keyof typeof PLACES, string>

/** Options of a server that knows these places, and believes `x-forwarded-for`. */
export function withPlaces() {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-places-'))
  after(() => rmSync(folder, { recursive: true }))
  const geoipDatabase = join(folder, 'places.mmdb')
  const names = Object.keys(PLACES) as Array<keyof typeof PLACES>
  writeGeoDatabase(
    geoipDatabase,
    names.map((name) => [`${NETWORKS[name]}0/24`, PLACES[name]]),
  )
  return { geoipDatabase, trustProxy: 1 }
}
