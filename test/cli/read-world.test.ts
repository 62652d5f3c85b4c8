import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseWorld } from '../../src/cli/seed/read-world.ts'
import { ConfigError } from '../../src/config/config-error.ts'
import { WORLD } from './world.test-data.ts'

function problemsOf(text: string, regions: readonly string[] = []): readonly string[] {
  try {
    parseWorld('w', text, { regions })
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

const pool = (...lines: string[]) =>
  ['UserPools:', '- Id: us-east-1_a', '  PoolName: app', ...lines.map((line) => `  ${line}`)].join('\n')

describe('a world', () => {
  test('is read from YAML, and from JSON as well', () => {
    const { userPools, placeOf } = parseWorld('w', WORLD, { regions: [] })
    assert.deepEqual(
      userPools.map(({ Id }) => Id),
      ['eu-west-1_Example01', 'us-east-1_Example02'],
    )
    const [alice] = userPools[0]?.Users ?? []
    assert.equal(alice?.Username, 'alice@example.com')
    assert.deepEqual(placeOf(alice ?? {}), { line: 42, path: 'UserPools[0].Users[0]' })
    const json = JSON.stringify({ UserPools: [{ Id: 'us-east-1_a', PoolName: 'app' }] })
    assert.equal(parseWorld('w', json, { regions: [] }).userPools[0]?.PoolName, 'app')
  })

  test('may repeat a part by an alias', () => {
    const groups = 'Groups: &groups [{ GroupName: admins }]'
    assert.deepEqual(problemsOf(`${pool(groups)}\n- { Id: us-east-1_b, PoolName: b, Groups: *groups }`), [])
  })

  const mistakes: Record<string, [text: string, ...problems: string[]]> = {
    'a file without pools': ['', 'w:1: the file must have the member UserPools'],
    'a list for the whole file': ['- 1', 'w:1: the file must have members, each with a name and a colon'],
    'a pool without an id': ['UserPools:\n- PoolName: app', 'w:2: UserPools[0] must have the member Id'],
    'bytes that are not in base64': [
      pool('UICustomizations: [{ ImageFile: "!" }]'),
      'w:4: UserPools[0].UICustomizations[0].ImageFile must be a text in base64',
    ],
    'parts of pages that break constraints, and a resource server twice': [
      pool(
        'Terms: [{ ClientId: c, TermsName: other, TermsSource: LINK, Enforcement: NONE }]',
        'ResourceServers:',
        '- { Identifier: a, Name: a }',
        '- { Identifier: a, Name: b }',
        'ManagedLoginBrandings: [{ Settings: { a: [1, x] } }]',
      ),
      'w:4: UserPools[0].Terms[0].TermsName failed to satisfy constraint: Member must satisfy regular expression pattern: ^(terms-of-use|privacy-policy)$',
      'w:7: UserPools[0].ResourceServers[1].Identifier is declared twice',
      'w:8: UserPools[0].ManagedLoginBrandings[0].ClientId failed to satisfy constraint: Member must not be null',
    ],
    'an unknown member, with the nearest name': [
      pool('Polices: {}', 'Users:', '- Usernam: a'),
      'w:4: UserPools[0].Polices is not a member here: did you mean Policies?',
      'w:6: UserPools[0].Users[0].Usernam is not a member here: did you mean Username?',
    ],
    'members that JavaScript would find in any object': [
      pool('constructor: a', '__proto__: b'),
      'w:4: UserPools[0].constructor is not a member here',
      'w:5: UserPools[0].__proto__ is not a member here',
    ],
    'what speaks of messages that are not sent': [
      pool('Users: [{ Username: a, MessageAction: SUPPRESS }]'),
      'w:4: UserPools[0].Users[0].MessageAction is not a member here',
    ],
    'an invitation without a place for the password, whatever the service calls its members': [
      pool('AdminCreateUserConfig:', '  InviteMessageTemplate:', '    SMSMessage: Welcome'),
      String.raw`w:6: UserPools[0].AdminCreateUserConfig.InviteMessageTemplate.SMSMessage failed to satisfy constraint: Member must satisfy regular expression pattern: (?s).*\{####\}(?s).*`,
    ],
    'values of another type, all at once': [
      pool('DeletionProtection: [ACTIVE]', 'Groups: admins', 'Users:', '- Username: 12', '  Groups: [a, ]'),
      'w:4: UserPools[0].DeletionProtection must be a text; put it in quotes',
      'w:5: UserPools[0].Groups must be a list',
      'w:7: UserPools[0].Users[0].Username must be a text; put it in quotes',
    ],
    'numbers and flags that are none': [
      pool('Policies:', '  PasswordPolicy: { MinimumLength: 8.5, RequireNumbers: yes }'),
      'w:5: UserPools[0].Policies.PasswordPolicy.MinimumLength must be a whole number',
      'w:5: UserPools[0].Policies.PasswordPolicy.RequireNumbers must be true or false',
    ],
    'secrets of authenticator apps that are no base32, and a preference that is none': [
      pool(
        'MfaConfig: { MfaConfiguration: SOMETIMES }',
        'Users:',
        '- Username: a',
        '  SoftwareToken: { SecretCode: ABCDEFGHIJKLMNO1 }',
        '- Username: b',
        '  SoftwareToken: { FriendlyDeviceName: phone }',
        '- Username: c',
        '  MfaPreference: { SMSMfaSettings: { Enabeld: true } }',
      ),
      'w:9: UserPools[0].Users[1].SoftwareToken must have the member SecretCode',
      'w:11: UserPools[0].Users[2].MfaPreference.SMSMfaSettings.Enabeld is not a member here: did you mean Enabled?',
    ],
    'MFA settings and secrets that the operations refuse': [
      pool(
        'MfaConfig: { MfaConfiguration: SOMETIMES }',
        'Users: [{ Username: a, SoftwareToken: { SecretCode: ABCDEFGHIJKLMNO1 } }]',
      ),
      'w:4: UserPools[0].MfaConfig.MfaConfiguration failed to satisfy constraint: Member must satisfy enum value set: [OPTIONAL, OFF, ON]',
      'w:5: UserPools[0].Users[0].SoftwareToken.SecretCode must be base32: 16 to 200 characters of A to Z and 2 to 7',
    ],
    'an element that is empty': [pool('Users: [~]'), 'w:4: UserPools[0].Users[0] must not be empty'],
    'what the contract of the operations refuses': [
      pool(
        'Policies:',
        '  PasswordPolicy:',
        '    MinimumLength: 5',
        'Users:',
        '- UserAttributes: [{ Value: a }]',
      ),
      'w:6: UserPools[0].Policies.PasswordPolicy.MinimumLength failed to satisfy constraint: Member must have ' +
        'value greater than or equal to 6',
      'w:8: UserPools[0].Users[0].Username failed to satisfy constraint: Member must not be null',
      'w:8: UserPools[0].Users[0].UserAttributes[0].Name failed to satisfy constraint: Member must not be null',
    ],
    'a client without a name': [
      pool('UserPoolClients:', '- ClientId: web'),
      'w:5: UserPools[0].UserPoolClients[0].ClientName failed to satisfy constraint: Member must not be null',
    ],
    'a sub that is no UUID': [
      pool('Users: [{ Username: a, Sub: alice }]'),
      'w:4: UserPools[0].Users[0].Sub must be a UUID in lower case',
    ],
    'two kinds of password for one user': [
      pool('Users:', '- Username: a', '  Password: Long-enough-1', '  TemporaryPassword: Long-enough-1'),
      'w:6: UserPools[0].Users[0].Password and TemporaryPassword must not be given together',
    ],
    'what is declared twice': [
      pool('Groups: [{ GroupName: a }, { GroupName: a }]', 'Users: [{ Username: a }, { Username: a }]'),
      'w:4: UserPools[0].Groups[1].GroupName is declared twice',
      'w:5: UserPools[0].Users[1].Username is declared twice',
    ],
    'a pool id that begins with no region': [
      'UserPools: [{ Id: here_1, PoolName: a }]',
      'w:1: UserPools[0].Id must begin with a region and an underscore',
    ],
  }
  for (const [title, [text, ...problems]] of Object.entries(mistakes)) {
    test(`is refused for ${title}`, () => assert.deepEqual(problemsOf(text), problems))
  }

  test('is refused for text that is no YAML, with the line', () => {
    assert.match(problemsOf('UserPools: [\n}').join('\n'), /^w:2: the file is not YAML: /)
    assert.match(problemsOf('UserPools: []\nUserPools: []').join('\n'), /^w:2: .* must be unique$/)
  })

  test('is refused for a pool of a region that is not served', () => {
    assert.deepEqual(problemsOf(pool(), ['eu-west-1', 'eu-west-2']), [
      'w:2: UserPools[0].Id is of a region that is not served; those are eu-west-1, eu-west-2',
    ])
    assert.deepEqual(problemsOf(pool(), ['us-east-1']), [])
  })

  test('shows no values in errors, since they may be secret', () => {
    const text = pool('Users:', '- Username: a', '  Password: " hush"', '  Sub: hush')
    assert.equal(problemsOf(text).length, 2)
    assert.doesNotMatch(problemsOf(text).join('\n'), /hush/)
  })
})
