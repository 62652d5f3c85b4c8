import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { before, describe, test } from 'node:test'
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { confirm } from '../../src/cli/command/confirm.ts'
import { openSite } from '../cli/run-command.ts'
import { inviteUser, newPool } from '../support/pools.ts'
import {
  AWS,
  type FormerPoolAtAws,
  newFormerPool,
  newFormerUser,
  openFormerSide,
  PASSWORD,
  signInThrough,
} from './former-side.ts'

const old = openFormerSide()

describe('the end of a move', () => {
  const site = openSite([], AWS)
  let pool: FormerPoolAtAws
  let here: CognitoIdentityProviderClient

  before(async () => {
    pool = await newFormerPool(old)
    await site.printedHere(...old.movingArguments(pool))
    here = site.client(await site.serve())
  })

  const ending = (...more: string[]) => ['migrate-from-aws', '--user-pool-id', pool.UserPoolId, ...more]
  const refused = async (...more: string[]) => {
    const { code, stderr } = await site.here(...ending(...more))
    assert.equal(code, 1)
    return stderr
  }
  const isAsked = async (name: string) => {
    await newFormerUser(old, pool.UserPoolId, name)
    return here.send(signInThrough(pool.open, name, PASSWORD)).then(
      ({ AuthenticationResult }) => AuthenticationResult !== undefined,
      ({ name }) => (name === 'UserNotFoundException' ? false : assert.fail(name)),
    )
  }

  test('says how many users have no password, and does nothing without a yes', async () => {
    assert.match(
      await refused('--finish'),
      /^poolhouse: \d+ users have no password here yet: once .*\npoolhouse: nothing was changed: add --yes to finish/,
    )
    assert.ok(await isAsked('before'))
  })

  test('no longer asks the former pool, after a yes', async () => {
    const text = await site.printed(...ending('--finish', '--yes'))
    assert.match(text, /^The former pool is no longer asked\. \d+ users have no password here/)
    assert.equal(await isAsked('after'), false)
    await assert.rejects(here.send(signInThrough(pool.open, 'bob', PASSWORD)), {
      name: 'NotAuthorizedException',
    })
  })

  test('reports that it is finished if it is finished or resumed again', async () => {
    const over =
      /poolhouse: the move of user pool \S+ was finished on \d{4}-\d\d-\d\d: take that back with --undo-finish/
    assert.match(await refused('--finish', '--yes'), over)
    const { stderr } = await site.here(...old.movingArguments(pool, '--resume'))
    assert.match(stderr, over)
  })

  test('asks it again once that is taken back, and can be resumed', async () => {
    assert.match(
      await site.printedHere(...ending('--undo-finish')),
      /^The former pool is asked for passwords again/,
    )
    assert.ok(await isAsked('again'))
    assert.match(await site.printedHere(...old.movingArguments(pool, '--resume')), /^Moved us-east-1_/)
  })

  test('is over for good once it is forgotten', async () => {
    assert.match(
      await refused('--forget', '--yes'),
      /is not finished: there is nothing to undo or to forget before --finish/,
    )
    await site.printedHere(...ending('--finish', '--yes'))
    assert.match(await refused('--forget'), /with the secret of its client/)
    assert.equal(
      await site.printedHere(...ending('--forget', '--yes')),
      'The link to the former pool is deleted.\n',
    )
    const gone = /was finished on \S+ and its link forgotten on \S+: nothing is left to continue/
    assert.match(await refused('--undo-finish'), gone)
    assert.match(await refused('--finish', '--yes'), gone)
    const { stderr } = await site.here(...old.movingArguments(pool, '--resume'))
    assert.match(stderr, gone)
    assert.equal(await isAsked('much-later'), false)
  })

  test('has left a record of each step in the audit trail', async () => {
    const records = await site.records('--event', 'MigrateUserPool', '--user-pool', pool.UserPoolId)
    assert.deepEqual(
      records.map(({ requestParameters }) => requestParameters?.step),
      ['move', 'finish', 'undo-finish', 'resume', 'finish', 'forget'],
    )
  })
})

describe('a pool without a client for passwords', () => {
  const site = openSite([], AWS)

  test('is moved without a link, and its move finished', async () => {
    const UserPoolId = await newPool(old.owner)
    await inviteUser(old.owner, UserPoolId, 'alice')
    const moving = ['migrate-from-aws', '--user-pool-id', UserPoolId]
    const text = await site.printedHere(...moving, '--endpoint-url', old.house.url, '--rate', '500')
    assert.match(text, /so no password\n {2}can be moved/)
    const finished = await site.printedHere(...moving, '--finish', '--yes')
    assert.match(finished, /^The move is finished\. 1 user has no password here/)
    assert.match(await site.printedHere(...moving, '--undo-finish'), /^The move is open again/)
    const absent = await site.here(
      'migrate-from-aws',
      '--user-pool-id',
      'us-east-1_Absent',
      '--finish',
      '--yes',
    )
    assert.deepEqual([absent.code, absent.stderr], [1, 'poolhouse: there is no user pool us-east-1_Absent\n'])
  })
})

describe('a question before something is done', () => {
  /** Asks on a terminal where this is typed. */
  async function asked(typed: string) {
    const input = Object.assign(new PassThrough(), { isTTY: true })
    const output = new PassThrough()
    input.end(typed)
    const asking = { facts: '3 users have no password here yet.', question: 'Finish the move', yes: false }
    await confirm(asking, { input, output })
    return String(output.read())
  }

  test('shows the facts, and continues after a yes', async () => {
    assert.equal(await asked('y\n'), '3 users have no password here yet.\nFinish the move? [y/N] ')
    await asked('YES\n')
  })

  test('continues after no other answer', async () => {
    for (const typed of ['\n', 'n\n', 'yesterday\n']) {
      await assert.rejects(asked(typed), { message: 'nothing was changed' })
    }
  })
})
