// What `npm pack` makes, installed as users install it; and a checkout without development packages. Both fetch
// packages, so they run where that is promised: in the automatic build, and with POOLHOUSE_TEST_INSTALL=1.
import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { trackedFiles } from '../architecture/file-rules.ts'
import { root } from '../architecture/source.ts'
import { type Ended, run } from '../clients/installed-client.ts'
import { newPool } from '../support/pools.ts'
import { startServerProcess } from '../support/server-process.ts'

const PROMISED = process.env.POOLHOUSE_TEST_INSTALL === '1' || process.env.CI === 'true'
const PASSWORD = 'Correct-Horse-1'

/** The variables that npm sets for a script, and those that would change which packages it installs. */
const OF_THE_TESTS =
  /^(npm_(lifecycle|package|command|execpath|node_execpath|config_(local|global)?_?prefix)|NODE_ENV$)/

const folder = mkdtempSync(join(tmpdir(), 'poolhouse-install-'))
after(() => rmSync(folder, { recursive: true }))

/**
 * Runs npm as the user would, with what the machine needs to reach a registry but without the additions of `npm test`.
 */
function npm(cwd: string, environment: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  const ours = Object.entries(process.env).filter(([name]) => !OF_THE_TESTS.test(name))
  const { PATH = '', HOME = '' } = process.env
  return run('npm', args, { ...Object.fromEntries(ours), PATH, HOME, ...environment }, cwd)
}

/** The files of the repository as they are now, without installed or built ones. */
function checkout(name: string): string {
  const place = join(folder, name)
  for (const path of trackedFiles()) {
    if (!existsSync(join(root, path))) continue
    mkdirSync(dirname(join(place, path)), { recursive: true })
    cpSync(join(root, path), join(place, path))
  }
  return place
}

if (PROMISED) {
  describe('the archive of `npm pack`', () => {
    const place = join(folder, 'application')
    const packages = join(place, 'node_modules')

    before(async () => {
      const source = checkout('packed')
      symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'))
      mkdirSync(place)
      const packed = await npm(source, {}, 'pack', '--pack-destination', place)
      assert.equal(packed.code, 0, packed.stderr)
    })

    test('installs into an empty folder with production packages only', async () => {
      const [archive = ''] = readdirSync(place)
      const { code, stderr } = await npm(place, {}, 'install', `./${archive}`)
      assert.equal(code, 0, stderr)
      assert.ok(existsSync(join(packages, '.bin', 'poolhouse')))
      // Allowing the script that npm names must do no harm.
      const prepared = await run(process.execPath, [join(packages, 'poolhouse', 'scripts', 'build.js')], {})
      assert.deepEqual(prepared, { code: 0, stdout: '', stderr: '' })
      for (const name of ['typescript', 'esbuild', 'playwright-core'])
        assert.equal(existsSync(join(packages, name)), false)
    })

    test('takes less than 80 MB', async () => {
      const { stdout } = await run('du', ['-sm', packages], {})
      assert.ok(Number.parseInt(stdout, 10) < 80, stdout)
    })

    test('has a command that knows its version, and a server in which a user signs in', async () => {
      const command = join(packages, '.bin', 'poolhouse')
      assert.match((await run(command, ['--version'], {}, place)).stdout, /^\d+\.\d+\.\d+\n$/)
      const dataDir = join(place, 'data')
      const server = await startServerProcess({
        dataDir,
        main: join(packages, 'poolhouse', 'bin', 'poolhouse.js'),
      })
      const owner = server.client()
      const UserPoolId = await newPool(owner)
      const { UserPoolClient } = await owner.send(
        new CreateUserPoolClientCommand({
          UserPoolId,
          ClientName: 'app',
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        }),
      )
      const user = { UserPoolId, Username: 'ada' }
      await owner.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }))
      await owner.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }))
      const { AuthenticationResult } = await owner.send(
        new InitiateAuthCommand({
          ClientId: UserPoolClient?.ClientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'ada', PASSWORD },
        }),
      )
      assert.match(AuthenticationResult?.AccessToken ?? '', /^ey/)
      const jwks = await fetch(`${server.url}/${UserPoolId}/.well-known/jwks.json`)
      assert.equal(jwks.status, 200)
      assert.equal(await server.stop(), 0)
    })
  })

  describe('a checkout without development packages', () => {
    const SAID =
      /Poolhouse is not built here, which takes its development packages: run `npm ci --include=dev`/

    for (const [how, args, environment] of [
      ['npm ci --omit=dev', ['ci', '--omit=dev'], {}],
      ['NODE_ENV=production npm ci', ['ci'], { NODE_ENV: 'production' }],
    ] as const) {
      test(`by ${how} is installed, and says what remains to be done`, async () => {
        const place = checkout(how.replaceAll(/\W+/g, '-'))
        const { code, stdout, stderr } = await npm(place, environment, ...args)
        assert.equal(code, 0, stderr)
        assert.match(stdout + stderr, SAID)
        assert.doesNotMatch(stdout + stderr, /install-scripts|EBADENGINE/)
        const started = await npm(place, {}, 'start')
        assert.notEqual(started.code, 0)
        assert.match(started.stderr, SAID)
        assert.notEqual((await npm(place, {}, 'pack')).code, 0)
      })
    }
  })
}
