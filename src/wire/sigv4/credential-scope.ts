import { malformedCredential, wrongScope } from './signature-errors.ts'

export interface Credential {
  accessKeyId: string
  /** YYYYMMDD */
  date: string
  region: string
  service: string
  terminator: string
}

export const TERMINATOR = 'aws4_request'

/** A label of a host name, since regions become part of host names, and short enough for the id of a pool (55). */
const REGION_NAME = /^[a-z0-9](?:[a-z0-9-]{0,43}[a-z0-9])?$/

export function parseCredential(text: string): Credential {
  const [accessKeyId, date, region, service, terminator, ...rest] = text.split('/')
  if (
    accessKeyId === undefined ||
    date === undefined ||
    region === undefined ||
    service === undefined ||
    terminator === undefined ||
    rest.length > 0
  ) {
    throw malformedCredential(text)
  }
  return { accessKeyId, date, region, service, terminator }
}

export function formatScope({ date, region, service, terminator }: Credential): string {
  return `${date}/${region}/${service}/${terminator}`
}

/**
 * Compares the scope with the place and time at which the request arrived, and reports all differences at once.
 * @param regions if undefined, all region names are served
 * @param signedOn the signing date as YYYYMMDD
 */
export function assertScope(
  credential: Credential,
  expected: { regions: ReadonlySet<string> | undefined; service: string; signedOn: string },
): void {
  const { regions, service, signedOn } = expected
  const served = regions === undefined ? REGION_NAME.test(credential.region) : regions.has(credential.region)
  const faults: string[] = []
  if (!served) faults.push('Credential should be scoped to a valid region.')
  if (credential.service !== service) {
    faults.push(`Credential should be scoped to correct service: '${service}'.`)
  }
  if (credential.terminator !== TERMINATOR) {
    faults.push(`Credential should be scoped with a valid terminator: '${TERMINATOR}'.`)
  }
  if (credential.date !== signedOn) {
    faults.push('Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.')
  }
  if (faults.length > 0) throw wrongScope(faults)
}
