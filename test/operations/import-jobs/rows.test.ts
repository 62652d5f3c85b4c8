import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AddCustomAttributesCommand, AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { SMS } from '../../support/journeys.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { inviteUser } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { csv, endOf, headerOf, importFile, newImportPool, type Record, record } from './world.ts'

const house = usePoolhouse()
const root = house.client()

const FAILED = 'Too many users have failed or been skipped during the import.'
const NOT_VERIFIED =
  'The User Record does not set any of the auto verified attributes to verified. (Example: email_verified to true).'

async function importRecords(UserPoolId: string, records: readonly Record[]) {
  return importFile(house, UserPoolId, csv(await headerOf(root, UserPoolId), records))
}

async function user(UserPoolId: string, Username: string) {
  const { UserAttributes = [], ...rest } = await root.send(new AdminGetUserCommand({ UserPoolId, Username }))
  return { ...rest, attributes: Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value])) }
}

describe('a row', () => {
  test('becomes a user with its attributes, who has to choose a password', async () => {
    const UserPoolId = await newImportPool(root)
    await root.send(
      new AddCustomAttributesCommand({
        UserPoolId,
        CustomAttributes: [{ Name: 'level', AttributeDataType: 'Number' }],
      }),
    )
    const before = Date.now()
    const { job, log } = await importRecords(UserPoolId, [
      record('ada', {
        email_verified: 'True',
        address: '1 Main St, Springfield',
        birthdate: '02/29/2004',
        updated_at: '1467304436',
        'custom:level': '7',
        'cognito:mfa_enabled': 'false',
      }),
    ])
    assert.deepEqual(endOf(job), ['Succeeded', 1, 0, 0, 'Import Job Completed Successfully.'])
    assert.deepEqual(log, ['[SUCCEEDED] Line Number 2 - The import succeeded.'])
    const { attributes, UserStatus, Enabled, UserCreateDate } = await user(UserPoolId, 'ada')
    const { sub, ...rest } = attributes
    assert.deepEqual(rest, {
      email: 'ada@example.com',
      email_verified: 'True',
      address: '1 Main St, Springfield',
      birthdate: '02/29/2004',
      updated_at: '1467304436',
      'custom:level': '7',
    })
    assert.match(sub ?? '', /^[0-9a-f-]{36}$/)
    assert.deepEqual([UserStatus, Enabled], ['RESET_REQUIRED', true])
    assert.ok(Number(UserCreateDate) >= before)
  })

  test('activates text messages as a second factor, if there is a number', async () => {
    const UserPoolId = await newImportPool(root, { MfaConfiguration: 'OPTIONAL', SmsConfiguration: SMS })
    const { log } = await importRecords(UserPoolId, [
      record('ada', { phone_number: '+15555550100', 'cognito:mfa_enabled': 'True' }),
      record('bob', { phone_number: '+15555550101', 'cognito:mfa_enabled': 'false' }),
      record('carol', { 'cognito:mfa_enabled': 'TRUE' }),
    ])
    assert.equal(log.filter((line) => line.startsWith('[SUCCEEDED]')).length, 3, log.join())
    assert.deepEqual((await user(UserPoolId, 'ada')).UserMFASettingList, ['SMS_MFA'])
    for (const name of ['bob', 'carol']) {
      assert.equal((await user(UserPoolId, name)).UserMFASettingList, undefined)
    }
  })

  test('is confirmed where a code sent to the user lets in', async () => {
    const UserPoolId = await newImportPool(root, {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    })
    await importRecords(UserPoolId, [record('ada')])
    assert.equal((await user(UserPoolId, 'ada')).UserStatus, 'CONFIRMED')
  })

  test('takes its username for the address in a pool that signs in by address', async () => {
    const UserPoolId = await newImportPool(root, { UsernameAttributes: ['email'] })
    const { log } = await importRecords(UserPoolId, [
      { 'cognito:username': 'ada@example.com', email_verified: 'TRUE' },
      { 'cognito:username': 'ada@example.com', email_verified: 'TRUE' },
      { 'cognito:username': 'ada', email_verified: 'TRUE' },
    ])
    assert.deepEqual(log, [
      '[SUCCEEDED] Line Number 2 - The import succeeded.',
      '[SKIPPED] Line Number 3 - The user already exists.',
      '[FAILED] Line Number 4 - Username should be an email.',
    ])
    const { Username, attributes } = await user(UserPoolId, 'ada@example.com')
    assert.equal(Username, attributes.sub)
  })

  test('is skipped if the user exists, and leaves that user unchanged', async () => {
    const UserPoolId = await newImportPool(root)
    await inviteUser(root, UserPoolId, 'ada', { email: 'old@example.com' })
    const { job, log } = await importRecords(UserPoolId, [record('ada')])
    assert.deepEqual(log, ['[SKIPPED] Line Number 2 - The user already exists.'])
    assert.deepEqual(endOf(job), ['Failed', 0, 1, 0, FAILED])
    assert.equal((await user(UserPoolId, 'ada')).attributes.email, 'old@example.com')
  })

  test('fails if another user holds its alias, and leaves nothing behind', async () => {
    const UserPoolId = await newImportPool(root, { AliasAttributes: ['email'] })
    await inviteUser(root, UserPoolId, 'owner', { email: 'taken@example.com', email_verified: 'true' })
    const { log } = await importRecords(UserPoolId, [
      record('rival', { email: 'taken@example.com' }),
      record('other', { email: 'free@example.com' }),
    ])
    assert.deepEqual(log, [
      '[FAILED] Line Number 2 - An account with the given email already exists.',
      '[SUCCEEDED] Line Number 3 - The import succeeded.',
    ])
    assert.equal((await user(UserPoolId, 'taken@example.com')).Username, 'owner')
    assert.equal((await user(UserPoolId, 'free@example.com')).Username, 'other')
    const gone = root.send(new AdminGetUserCommand({ UserPoolId, Username: 'rival' }))
    await refuses(gone, 'UserNotFoundException', 'User does not exist.')
    assert.equal(await house.storage.stores.userPools.countUsers(UserPoolId), 2)
  })

  const bad: ReadonlyArray<readonly [what: string, row: Record, reason: string]> = [
    ['without a username', record('', { email: 'a@example.com' }), 'The cognito:username is required.'],
    [
      'with a space in the username',
      record('a b', { email: 'a@example.com' }),
      'The cognito:username must not contain spaces or tabs.',
    ],
    [
      'with a control character in the username',
      record('a\u0007', { email: 'a@example.com' }),
      'The cognito:username contains a character that is not allowed.',
    ],
    [
      'with a username of 129 characters',
      record('n'.repeat(129), { email: 'a@example.com' }),
      'The cognito:username must not be longer than 128 characters.',
    ],
    ['with a NUL', record('a', { name: 'x\0' }), 'The row contains a character that is not allowed.'],
    ['without a verified attribute', record('a', { email_verified: '' }), NOT_VERIFIED],
    [
      'verified by an attribute that the pool does not verify',
      record('a', { email_verified: 'FALSE', phone_number: '+15550100', phone_number_verified: 'TRUE' }),
      NOT_VERIFIED,
    ],
    [
      'with a verified address that it lacks',
      record('a', { email: '' }),
      'Email is required to verify/un-verify an email',
    ],
    ['with a malformed address', record('a', { email: 'at home' }), 'Invalid email address format.'],
    ['with a malformed number', record('a', { phone_number: '555' }), 'Invalid phone number format.'],
    [
      'with a flag that is neither true nor false',
      record('a', { phone_number: '+15550100', phone_number_verified: 'maybe' }),
      'Attributes did not conform to the schema: phone_number_verified: The attribute is not a valid boolean',
    ],
    [
      'with a value that is too long',
      record('a', { nickname: 'n'.repeat(2049) }),
      'Attributes did not conform to the schema: nickname: String must be no longer than 2048 characters',
    ],
    [
      'with a time that is no number',
      record('a', { updated_at: 'today' }),
      'Attributes did not conform to the schema: updated_at: The attribute is not a valid number',
    ],
    [
      'with a birthdate of another form',
      record('a', { birthdate: '2004-02-29' }),
      'The birthdate must be a date of the form mm/dd/yyyy.',
    ],
    [
      'with a birthdate that never was',
      record('a', { birthdate: '02/29/2003' }),
      'The birthdate must be a date of the form mm/dd/yyyy.',
    ],
    [
      'with an MFA that is neither on nor off',
      record('a', { 'cognito:mfa_enabled': 'yes' }),
      'The cognito:mfa_enabled must be TRUE or FALSE.',
    ],
    [
      'with MFA in a pool without',
      record('a', { 'cognito:mfa_enabled': 'TRUE' }),
      'The cognito:mfa_enabled must be FALSE in a user pool without MFA.',
    ],
  ]

  test('fails with its own message for each fault, while good rows are imported', async () => {
    const UserPoolId = await newImportPool(root)
    const { job, log } = await importRecords(UserPoolId, [...bad.map(([, row]) => row), record('good')])
    const expected = bad.map(([what, , reason], i) => `${what}: [FAILED] Line Number ${i + 2} - ${reason}`)
    assert.deepEqual(
      log.slice(0, -1).map((entry, i) => `${bad[i]?.[0]}: ${entry}`),
      expected,
    )
    assert.deepEqual(endOf(job).slice(0, 4), ['Succeeded', 1, 0, bad.length])
  })

  test('fails without an attribute that the pool requires', async () => {
    const UserPoolId = await newImportPool(root, { Schema: [{ Name: 'given_name', Required: true }] })
    const { log } = await importRecords(UserPoolId, [record('ada')])
    assert.deepEqual(log, [
      '[FAILED] Line Number 2 - Attributes did not conform to the schema: name.givenName: The attribute name.givenName is required',
    ])
  })

  test('fails with too few values, too many characters or broken text', async () => {
    const UserPoolId = await newImportPool(root)
    const file = csv(await headerOf(root, UserPoolId), [record('ada')])
    const columns = (await headerOf(root, UserPoolId)).length
    const { job, log } = await importFile(
      house,
      UserPoolId,
      Buffer.concat([
        Buffer.from(`${file}\na,b\n\n${','.repeat(columns)}\n${'x'.repeat(16_001)}\n`),
        Buffer.of(0xff, 0x0a),
      ]),
    )
    assert.deepEqual(log, [
      '[SUCCEEDED] Line Number 2 - The import succeeded.',
      `[FAILED] Line Number 3 - The row has 2 values and the header ${columns} columns.`,
      `[FAILED] Line Number 5 - The row has ${columns + 1} values and the header ${columns} columns.`,
      '[FAILED] Line Number 6 - The row is longer than 16,000 characters.',
      '[FAILED] Line Number 7 - The row is not UTF-8 text.',
    ])
    assert.deepEqual(endOf(job).slice(0, 4), ['Succeeded', 1, 0, 4])
  })
})

describe('a header', () => {
  test('may have its columns in any order, with white space around them', async () => {
    const UserPoolId = await newImportPool(root)
    const columns = [...(await headerOf(root, UserPoolId))].reverse()
    const { job } = await importFile(house, UserPoolId, csv(columns, [record('ada')]).replaceAll(',', ' , '))
    assert.deepEqual(endOf(job).slice(0, 4), ['Succeeded', 1, 0, 0])
    assert.equal((await user(UserPoolId, 'ada')).attributes.email, 'ada@example.com')
  })

  const NO_HEADER = 'The CSV file has no header in UTF-8.'
  const faults: ReadonlyArray<
    readonly [what: string, change: (file: string) => string | Uint8Array, message: string]
  > = [
    [
      'that lacks a column',
      (file) => file.replace(',email,', ',e-mail,'),
      'The header of the CSV file lacks the column email.',
    ],
    [
      'with a column too many',
      (file) => file.replace('name,', 'name,custom:none,'),
      'The header of the CSV file has a column that the user pool does not know.',
    ],
    ['behind a byte order mark', (file) => `\ufeff${file}`, 'The CSV file begins with a byte order mark.'],
    ['that is not UTF-8', () => Buffer.of(0xff, 0xfe, 0x0a), NO_HEADER],
    ['behind an empty line', (file) => `\n${file}`, NO_HEADER],
    ['in an empty file', () => '', NO_HEADER],
  ]

  for (const [what, change, message] of faults) {
    test(`${what} fails the whole job`, async () => {
      const UserPoolId = await newImportPool(root)
      const file = csv(await headerOf(root, UserPoolId), [record('ada')])
      const { job, log } = await importFile(house, UserPoolId, change(file))
      assert.deepEqual(endOf(job), ['Failed', 0, 0, 0, message])
      assert.deepEqual(log, [])
    })
  }
})
