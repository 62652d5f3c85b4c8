import { readFile } from 'node:fs/promises'
import type { CityResponse } from 'mmdb-lib'
import type { Geolocation, Place } from '../domain/threat-protection/geolocation.ts'
import { parseIpAddress } from '../kernel/ip-address.ts'

/** Longer names are cut: they are stored with each event. */
const LONGEST_NAME = 100

const NOWHERE: Geolocation = { placeOf: () => undefined }

/**
 * Places by a database of MaxMind's format, which is read into memory once. Without a file, no place is known.
 * @param file with cities or countries, such as `GeoLite2-City.mmdb`
 * @throws Error if the file can't be read or has another format
 */
export async function geolocation(file: string | undefined): Promise<Geolocation> {
  if (file === undefined) return NOWHERE
  const { Reader } = await import('mmdb-lib')
  const reader = await readFile(file)
    .then((content) => new Reader<CityResponse>(content))
    .catch((error: Error) => {
      throw new Error(`geoip-database: ${file} can't be read as a MaxMind database: ${error.message}`)
    })
  const { ipVersion } = reader.metadata
  return {
    placeOf(ipAddress) {
      const address = parseIpAddress(ipAddress) // the library takes any text for one
      if (!address || (address.bits === 128 && ipVersion === 4)) return undefined
      try {
        const found = reader.get(address.bits === 32 ? dotted(address.value) : withoutZone(ipAddress))
        return found ? toPlace(found) : undefined
      } catch {
        return undefined // a damaged part of the file
      }
    },
  }
}

function dotted(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.')
}

function withoutZone(ipAddress: string): string {
  const zone = ipAddress.indexOf('%')
  return zone === -1 ? ipAddress : ipAddress.slice(0, zone)
}

function toPlace({ city, country, location }: CityResponse): Place {
  return {
    city: city?.names?.en?.slice(0, LONGEST_NAME),
    country: (country?.names?.en ?? country?.iso_code)?.slice(0, LONGEST_NAME),
    latitude: location?.latitude,
    longitude: location?.longitude,
  }
}
