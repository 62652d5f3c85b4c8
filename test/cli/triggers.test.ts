// `poolhouse triggers tail`, with functions in modules.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, test } from 'node:test'
import { InitiateAuthCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider'
import { functionArn } from '../support/functions.ts'
import { createClient, newPool, PASSWORD } from '../support/pools.ts'
import { openSite, untilMatch } from './run-command.ts'

const MODULE = `export async function handler(event) {
  if (event.userName === 'bob') throw new Error('Not bob')
  event.response.autoConfirmUser = true
  return event
}
`

/** A module that the guide shows. */
function exampleOf(name: string): string {
  const guide = readFileSync('docs/guides/triggers.md', 'utf8')
  const [, shown = ''] = guide.split(`\`\`\`js\n// ${name}\n`)
  return shown.split('```')[0] ?? ''
}

describe('triggers tail', () => {
  const site = openSite([], {})
  let url: string

  before(async () => {
    const module = site.write('pre-sign-up.mjs', MODULE)
    const migration = site.write('user-migration.mjs', exampleOf('user-migration.mjs'))
    const triggers = { 'pre-sign-up': { module }, 'user-migration': { module: migration } }
    const config = site.write('poolhouse.json', { triggers })
    url = await site.serve('--config', config)
  })

  test('prints each call with its response, and what went wrong', async () => {
    const root = site.client(url)
    const pool = await newPool(root, { LambdaConfig: { PreSignUp: functionArn('pre-sign-up') } })
    const { ClientId } = await createClient(root, pool)
    const signUp = (Username: string) =>
      root.send(new SignUpCommand({ ClientId, Username, Password: PASSWORD }))
    const tail = site.start('triggers', 'tail', '--url', url)
    while (!tail.output.stderr.includes('Watching')) await new Promise((resolve) => setTimeout(resolve, 20))
    await signUp('alice')
    await assert.rejects(signUp('bob'), { message: 'PreSignUp failed with error Not bob.' })
    await untilMatch(tail, /function-error {2}Not bob\n/)
    assert.match(tail.output.stdout, new RegExp(`PreSignUp_SignUp  ${pool}  alice  \\d+ ms\n`))
    assert.match(tail.output.stdout, / {2}response {2}\{"autoConfirmUser":true,.*\}\n/)
    tail.child.kill('SIGTERM')
    await tail.ended
  })

  test('shows the example of the guide bring a user over, without the password', async () => {
    const root = site.client(url)
    const pool = await newPool(root, { LambdaConfig: { UserMigration: functionArn('user-migration') } })
    const { ClientId } = await createClient(root, pool, { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] })
    const signIn = (Password: string) =>
      root.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'ada', PASSWORD: Password },
        }),
      )
    const tail = site.start('triggers', 'tail', '--url', url, '--format', 'json')
    while (!tail.output.stderr.includes('Watching')) await new Promise((resolve) => setTimeout(resolve, 20))
    await assert.rejects(signIn('Wrong-Password-1'), { name: 'UserNotFoundException' })
    assert.ok((await signIn('Old-Password-1')).AuthenticationResult)
    await untilMatch(tail, /"outcome":"answer"/)
    assert.doesNotMatch(tail.output.stdout, /(Old|Wrong)-Password-1/)
    tail.child.kill('SIGTERM')
    await tail.ended
  })

  test('says what to do where it cannot watch', async () => {
    const nowhere = await site.run('triggers', 'tail', '--url', 'http://127.0.0.1:1')
    assert.equal(nowhere.code, 1)
    assert.match(nowhere.stderr, /no server answers at http:\/\/127\.0\.0\.1:1\/triggers\/calls: start it/)
    const token = 'another-token-than-the-one-of-the-server'
    const stranger = await site.run(
      'triggers',
      'tail',
      '--url',
      url,
      '--inbox-token-file',
      site.write('t', token),
    )
    assert.match(stranger.stderr, /takes another inbox token/)
  })

  test('shows nothing of a server that others reach', async () => {
    const open = await site.serve('--public-url', 'http://auth.example.com', '--allow-inbox')
    const { code, stderr } = await site.run('triggers', 'tail', '--url', open)
    assert.equal(code, 1)
    assert.match(stderr, /only does with an inbox, one worker, and a host and a public URL on loopback/)
  })
})
