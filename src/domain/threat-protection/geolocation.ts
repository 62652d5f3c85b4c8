/** Where an address is, as far as a database says so. */
export interface Place {
  /** In English, such as `Seattle`. */
  readonly city?: string | undefined
  /** In English, such as `United States`. */
  readonly country?: string | undefined
  /** In degrees, with the longitude. */
  readonly latitude?: number | undefined
  readonly longitude?: number | undefined
}

/** Finds the places of addresses. */
export interface Geolocation {
  /** Undefined for an address that is not known, or not an address at all. Never throws. */
  placeOf(ipAddress: string): Place | undefined
}

/** By what scores look at: the city is not among it. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one.country === other.country && one.latitude === other.latitude && one.longitude === other.longitude
}

const EARTH_RADIUS = 6371

/** In kilometres, along a great circle. Undefined unless both places have coordinates. */
export function distanceBetween(one: Place, other: Place): number | undefined {
  const [from, to] = [radiansOf(one), radiansOf(other)]
  if (!from || !to) return undefined
  const across = Math.sin((to.latitude - from.latitude) / 2) ** 2
  const along = Math.sin((to.longitude - from.longitude) / 2) ** 2
  const share = across + Math.cos(from.latitude) * Math.cos(to.latitude) * along
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(share)))
}

function radiansOf({ latitude, longitude }: Place) {
  if (latitude === undefined || longitude === undefined) return undefined
  return { latitude: (latitude * Math.PI) / 180, longitude: (longitude * Math.PI) / 180 }
}
