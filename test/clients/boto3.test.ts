import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ACCOUNT, ROOT } from '../support/poolhouse.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { describeWith, environmentOf, run } from './installed-client.ts'

const JOURNEY = fileURLToPath(new URL('../../../test/clients/boto3-journey.py', import.meta.url))
const IMPORTS = ['-c', 'import boto3']
const PYTHON =
  process.env.POOLHOUSE_TEST_PYTHON ??
  ['python3', '/usr/bin/python3'].find((python) => spawnSync(python, IMPORTS).status === 0) ??
  'python3'

describeWith([PYTHON, ...IMPORTS], 'boto3', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'poolhouse-boto3-'))
  let server: ServerProcess
  // biome-ignore lint/suspicious/noExplicitAny: the journey prints all kinds of values
  let journey: any

  before(async () => {
    server = await startServerProcess({ dataDir })
    const { code, stdout, stderr } = await run(PYTHON, [JOURNEY, server.url], environmentOf(ROOT))
    assert.equal(code, 0, stderr)
    journey = JSON.parse(stdout)
  })
  after(async () => {
    await server?.stop()
    rmSync(dataDir, { recursive: true })
  })

  test('makes a pool and reads its date', () => {
    assert.match(
      journey.arn,
      new RegExp(`^arn:aws:cognito-idp:us-east-1:${ACCOUNT}:userpool/us-east-1_\\w{9}$`),
    )
    assert.ok(Math.abs(Date.parse(journey.created) - Date.now()) < 60_000)
  })

  test('adds a custom attribute and finds it described', () => {
    assert.equal(journey.added, 200)
    assert.deepEqual(journey.attributes, [
      {
        Name: 'custom:city',
        AttributeDataType: 'String',
        DeveloperOnlyAttribute: false,
        Mutable: true,
        Required: false,
        StringAttributeConstraints: { MaxLength: '9' },
      },
    ])
  })

  test('raises the exception of the model for an attribute that is there already', () => {
    const name = 'InvalidParameterException'
    const message = 'custom:city: Existing attribute already has name custom:city.'
    assert.deepEqual(journey.twice, [name, name, message])
  })

  test('tags a pool and lists the tags', () => {
    assert.deepEqual(journey.tags, { team: 'red' })
  })

  test('pages through clients', () => {
    assert.deepEqual(
      journey.clients.map((page: string[]) => page.length),
      [2, 1],
    )
    assert.deepEqual(journey.clients.flat().sort(), ['one', 'three', 'two'])
  })

  test('signs a user up and in, and asks who it is', () => {
    const name = 'NotAuthorizedException'
    assert.deepEqual(journey.wrong_password, [name, name, 'Incorrect username or password.'])
    assert.equal(journey.user, 'bert')
    assert.equal(journey.same_sub, true)
  })
})
