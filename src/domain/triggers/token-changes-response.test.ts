import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ServiceError } from '../../contract/service-error.ts'
import { changedAccessClaims, changedIdClaims } from '../tokens/token-changes.ts'
import { claimsAndScopeChanges, claimsChanges } from './token-changes-response.ts'

const RELIED_ON = [
  'sub',
  'iss',
  'client_id',
  'username',
  'token_use',
  'exp',
  'auth_time',
  'event_id',
  'origin_jti',
]
const CLAIMS = Object.fromEntries(
  [...RELIED_ON, 'aud', 'cognito:username', 'jti'].map((name) => [name, `our ${name}`]),
)
const NAME = fc.oneof(
  fc.constantFrom(...RELIED_ON, 'aud', 'scope', 'cognito:groups', '__proto__'),
  fc.string(),
)

const claims = {
  claimsToAddOrOverride: fc.dictionary(NAME, fc.oneof(fc.string(), fc.jsonValue())),
  claimsToSuppress: fc.array(NAME),
}
const scope = fc.oneof({ weight: 20, arbitrary: fc.constantFrom('api/read', 'api/write') }, fc.string())
const scopes = { scopesToAdd: fc.array(scope), scopesToSuppress: fc.array(fc.string()) }
const groups = fc.option(fc.record({ groupsToOverride: fc.array(fc.string()) }))
const some = { requiredKeys: [] }
const first = fc.record({ ...claims, groupOverrideDetails: groups }, some)
const later = fc.record(
  {
    idTokenGeneration: fc.record(claims, some),
    accessTokenGeneration: fc.record({ ...claims, ...scopes }, some),
    groupOverrideDetails: fc.oneof(groups, fc.jsonValue()),
  },
  some,
)

/** Both tokens as a response changes them. Undefined if it is refused. */
function tokensBy(response: object) {
  for (const read of [claimsChanges, claimsAndScopeChanges]) {
    try {
      const changes = read(response as Record<string, unknown>)
      const claims = { ...CLAIMS, scope: 'openid' }
      return { id: changedIdClaims(CLAIMS, changes), access: changedAccessClaims(claims, changes) }
    } catch (error) {
      assert.ok(error instanceof ServiceError && error.name === 'InvalidLambdaResponseException')
    }
  }
  return undefined
}

describe('what PreTokenGeneration answers', () => {
  test('changes tokens or is refused, and never changes what the server relies on', () => {
    let accepted = 0
    const response = fc.oneof(
      later.map((claimsAndScopeOverrideDetails) => ({ claimsAndScopeOverrideDetails })),
      first.map((claimsOverrideDetails) => ({ claimsOverrideDetails })),
    )
    fc.assert(
      fc.property(response, (members) => {
        const tokens = tokensBy(JSON.parse(JSON.stringify(members)))
        if (!tokens) return
        accepted++
        for (const [name, value] of Object.entries(CLAIMS)) {
          assert.equal(tokens.id[name], value)
          assert.equal(tokens.access[name], value)
        }
        assert.match(String(tokens.access.scope), /^([\x21-\x7e]+( [\x21-\x7e]+)*)?$/)
        JSON.stringify(tokens)
      }),
      { numRuns: 1000 },
    )
    assert.ok(accepted > 200, `${accepted} were accepted`)
  })
})
