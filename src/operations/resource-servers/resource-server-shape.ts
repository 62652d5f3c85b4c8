import type { ResourceServerScopeType, ResourceServerType } from '../../contract/generated/types.ts'
import type { ResourceServer, ResourceServerScope } from '../../domain/resource-servers/resource-server.ts'

/** A resource server in the words of the API. */
export function toResourceServerType(server: ResourceServer): ResourceServerType {
  return {
    UserPoolId: server.userPoolId,
    Identifier: server.identifier,
    Name: server.name,
    Scopes: server.scopes.map(({ name, description }) => ({
      ScopeName: name,
      ScopeDescription: description,
    })),
  }
}

export function toScopes(scopes: readonly ResourceServerScopeType[] = []): readonly ResourceServerScope[] {
  return scopes.map(({ ScopeName, ScopeDescription }) => ({ name: ScopeName, description: ScopeDescription }))
}
