import { nearestName } from './nearest-name.ts'
import { environmentName, SETTING_NAMES } from './settings.ts'

/** Names the configuration file in the environment; `--config` beats it. */
export const CONFIG_FILE_VARIABLE = 'POOLHOUSE_CONFIG'
/** The password of made-up users (`poolhouse populate`), which is no setting. */
export const POPULATE_PASSWORD_VARIABLE = 'POOLHOUSE_POPULATE_PASSWORD'

const PREFIX = 'POOLHOUSE_'

/** Of the tests and the automatic build of Poolhouse itself. */
const OF_TESTS = /^POOLHOUSE_(TEST|CI)_/

/** In the variables that Kubernetes and Docker set for services whose names begin with the prefix. */
const OF_SERVICES = /_SERVICE_HOST|_SERVICE_PORT|_PORT_\d{1,5}_(TCP|UDP|SCTP)/

/** A sentence for each variable that begins as ours do and that nothing reads. */
export function unknownVariables(
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const known = [...SETTING_NAMES.map(environmentName), CONFIG_FILE_VARIABLE, POPULATE_PASSWORD_VARIABLE]
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .filter((name) => !OF_TESTS.test(name) && !isOfService(name, environment[name]))
    .sort()
    .map((name) => {
      const nearest = nearestName(
        name.slice(PREFIX.length),
        known.map((other) => other.slice(PREFIX.length)),
      )
      return `the variable ${name} is not a setting${nearest ? `: did you mean ${PREFIX}${nearest}?` : ''}`
    })
}

function isOfService(name: string, value: string | undefined): boolean {
  return OF_SERVICES.test(name) || (name.endsWith('_PORT') && /^(tcp|udp|sctp):/.test(value ?? ''))
}
