import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { OTHER_PASSWORD, openJourneys } from '../../support/journeys.ts'
import { list, PASSWORD } from '../../support/pools.ts'

test('no password and no code can be read in database, audit trail or log', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-'))
  const it = await openJourneys({ database: { file: join(folder, 'poolhouse.db') } })
  const pool = await it.newPool({ AutoVerifiedAttributes: ['email'] })
  const ClientId = await it.newClient(pool)
  const email = 'rest@example.com'
  const user = await it.signUp(ClientId, { email })
  const { Username } = user
  const codes = [await it.codeTo(email)]
  await it.ok('ConfirmSignUp', { ClientId, Username, ConfirmationCode: codes[0] })
  await it.ok('ForgotPassword', { ClientId, Username })
  codes.push(await it.codeTo(email))
  const reset = { ClientId, Username, ConfirmationCode: codes[1], Password: OTHER_PASSWORD }
  await it.ok('ConfirmForgotPassword', reset)
  const AccessToken = await it.signIn(user, OTHER_PASSWORD)
  await it.ok('UpdateUserAttributes', { AccessToken, UserAttributes: list({ email: 'next@example.com' }) })
  codes.push(await it.codeTo('next@example.com'))
  const change = { PreviousPassword: OTHER_PASSWORD, ProposedPassword: 'Last-Horse-10' }
  await it.ok('ChangePassword', { AccessToken, ...change })
  const log = it.house.logLines.join('')
  await it.close()

  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
  rmSync(folder, { recursive: true })
  assert.ok(files.join('').includes(Username), 'the database was searched')
  const passwords = [PASSWORD, OTHER_PASSWORD, 'Last-Horse-10'].map((password) => new RegExp(password))
  // Digits within longer numbers and identifiers are not codes.
  const words = codes.map((code) => new RegExp(`(?<![0-9a-f.-])${code}(?![0-9a-f-])`))
  for (const secret of [...passwords, ...words, new RegExp(AccessToken.slice(-40))]) {
    for (const text of [log, ...files]) assert.ok(!secret.test(text), String(secret))
  }
})
