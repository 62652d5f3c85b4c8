import type { ResourceServer } from './resource-server.ts'
import { duplicateScope, reservedIdentifier } from './resource-server-errors.ts'

/** AWS: the service's own scopes begin with it, such as `aws.cognito/dcr/register`. */
const OF_THE_SERVICE = 'aws.cognito'

/** @throws InvalidParameterException if the identifier is the service's own, or two scopes have the same name */
export function assertResourceServer({
  identifier,
  scopes,
}: Pick<ResourceServer, 'identifier' | 'scopes'>): void {
  if (identifier === OF_THE_SERVICE || identifier.startsWith(`${OF_THE_SERVICE}/`)) {
    throw reservedIdentifier(identifier)
  }
  const names = new Set<string>()
  for (const { name } of scopes) {
    if (names.has(name)) throw duplicateScope(name)
    names.add(name)
  }
}
