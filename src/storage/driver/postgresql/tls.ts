import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { systemReason } from '../../../kernel/system-reason.ts'
import { ConnectionRefused } from '../database-errors.ts'

/**
 * Takes the parameters of TLS out of those of a database URL, named as in libpq: `sslmode`, `sslrootcert` (the file of
 * the certificate authorities; otherwise those of Node), `sslcert` and `sslkey`. Files are read once.
 *
 * Every mode but `disable` and `no-verify` verifies the certificate and the name in it, also `require`, which libpq takes
 * for less. `uselibpqcompat=true` leaves all of them to pg, which then reads them as libpq does.
 */
export function tlsOf(parameters: URLSearchParams): pg.ClientConfig['ssl'] {
  if (parameters.get('uselibpqcompat') === 'true') return undefined
  const { sslmode, sslrootcert, sslcert, sslkey } = Object.fromEntries(
    ['sslmode', 'sslrootcert', 'sslcert', 'sslkey'].map((name) => [name, parameters.get(name) ?? undefined]),
  )
  if (sslmode === undefined && sslrootcert === undefined && sslcert === undefined) return undefined
  for (const name of ['sslmode', 'sslrootcert', 'sslcert', 'sslkey']) parameters.delete(name)
  if (sslmode !== undefined && !MODES.includes(sslmode)) {
    throw new TypeError(`The sslmode in the database URL must be one of ${MODES.join(', ')}`)
  }
  if (sslmode === 'disable') return false
  return {
    rejectUnauthorized: sslmode !== 'no-verify',
    ...(sslrootcert !== undefined && { ca: fileOf('sslrootcert', sslrootcert) }),
    ...(sslcert !== undefined && { cert: fileOf('sslcert', sslcert) }),
    ...(sslkey !== undefined && { key: fileOf('sslkey', sslkey) }),
  }
}

function fileOf(parameter: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConnectionRefused(`${parameter} ${path}: ${systemReason(error)}`)
  }
}

const MODES = ['disable', 'no-verify', 'prefer', 'require', 'verify-ca', 'verify-full']
