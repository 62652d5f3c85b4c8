// What `npm pack` makes, installed as users install it; and a checkout without development packages. Both fetch
// packages, so they run where that is promised: in the automatic build, and with POOLHOUSE_TEST_INSTALL=1.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { textOf, trackedFiles } from '../architecture/file-rules.ts'
import { root } from '../architecture/source.ts'
import { type Ended, run } from '../clients/installed-client.ts'
import { printedFor } from '../operating/book.ts'
import { newPool } from '../support/pools.ts'
import { startServerProcess } from '../support/server-process.ts'
import { signInByNode, untilReady } from './guide.ts'

const PROMISED = process.env.POOLHOUSE_TEST_INSTALL === '1' || process.env.CI === 'true'
const PASSWORD = 'Correct-Horse-1'

/** The variables that npm sets for a script, and those that would change which packages it installs. */
const OF_THE_TESTS =
  /^(npm_(lifecycle|package|command|execpath|node_execpath|config_(local|global)?_?prefix)|NODE_ENV$)/

const folder = mkdtempSync(join(tmpdir(), 'poolhouse-install-'))
after(() => rmSync(folder, { recursive: true }))
/** In place of the machine's own folder for global packages. */
const GLOBAL = join(folder, 'global')

/** What the machine needs to reach a registry, without the additions of `npm test`. */
function ourEnvironment(): Readonly<Record<string, string>> {
  const ours = Object.entries(process.env).filter(([name]) => !OF_THE_TESTS.test(name))
  const { PATH = '', HOME = '' } = process.env
  return { ...Object.fromEntries(ours), PATH, HOME, NPM_CONFIG_PREFIX: GLOBAL }
}

/** Runs npm as the user would. */
function npm(cwd: string, environment: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  return run('npm', args, { ...ourEnvironment(), ...environment }, cwd)
}

/** Runs commands in a shell in which the programs that were installed globally are found. */
async function inShell(cwd: string, script: string): Promise<string> {
  const PATH = `${join(GLOBAL, 'bin')}:${process.env.PATH}`
  const own = { PATH, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' }
  const { code, stdout, stderr } = await run('sh', ['-euc', script], { ...ourEnvironment(), ...own }, cwd)
  assert.equal(code, 0, stdout + stderr)
  return stdout
}

/** The commands that the guide prints for a test. */
const printed = (title: string) => printedFor('docs/guides/installing.md', title).map(({ code }) => code)

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

/** The build that these tests are part of. */
const BUILT = fileURLToPath(new URL('../..', import.meta.url))
/** What `npm pack` has to make, and what only the tests keep there. */
const NOT_BUILT = ['bundle', 'compile-cache', 'groups'].map((name) => join(BUILT, name))

/**
 * Leaves a checkout as `npm ci` does, without taking minutes on a busy machine: the automatic build begins with that
 * command, in a clean clone. The packages are ours, and so is what the compiler made of the same files. It goes on from there
 * if it finds the packages at the paths that it noted.
 */
function asAfterInstallation(place: string): void {
  const packages = realpathSync(join(root, 'node_modules'))
  symlinkSync(packages, join(place, 'node_modules'))
  const built = join(place, 'dist')
  cpSync(BUILT, built, { recursive: true, filter: (path) => !NOT_BUILT.includes(path) })
  const note = join(built, 'build-info.json')
  const [ours, theirs] = [BUILT, built].map((from) => `"${relative(realpathSync(from), packages)}/`)
  writeFileSync(note, readFileSync(note, 'utf8').replaceAll(ours ?? '', theirs ?? ''))
}

/** Of all packages, leaves a checkout one that the program needs and one for its development. */
function withFewPackages(place: string): void {
  const rewrite = (
    name: string,
    change: (content: Manifest & { packages: Record<string, Manifest> }) => void,
  ) => {
    const content = JSON.parse(textOf(name))
    change(content)
    writeFileSync(join(place, name), JSON.stringify(content))
  }
  const few = (manifest: Manifest | undefined) => {
    assert.ok(manifest?.dependencies?.commander && manifest.devDependencies?.typescript)
    manifest.dependencies = { commander: manifest.dependencies.commander }
    manifest.devDependencies = { typescript: manifest.devDependencies.typescript }
    delete manifest.optionalDependencies
  }
  rewrite('package.json', few)
  rewrite('package-lock.json', ({ packages }) => {
    few(packages[''])
    for (const name of Object.keys(packages)) {
      if (!/^($|node_modules\/(commander$|typescript$|@typescript\/))/.test(name)) delete packages[name]
    }
  })
}

type Versions = Record<string, string>
interface Manifest {
  dependencies?: Versions
  devDependencies?: Versions
  optionalDependencies?: Versions
}

/** Packages that only the development of Poolhouse takes. */
const DEVELOPMENT = ['typescript', 'esbuild', 'playwright-core']

/** What the application has besides Poolhouse. */
const RUNNERS = {
  jest: '30.5.2',
  vitest: '4.1.12',
  '@aws-sdk/client-cognito-identity-provider': '3.1169.0',
}

if (PROMISED) {
  describe('the archive of `npm pack`', () => {
    const place = join(folder, 'application')
    const packages = join(place, 'node_modules')

    test('is made and installed by the commands of the guide', async () => {
      const [install = '', serve = ''] = printed('is made and installed by the commands of the guide')
      const source = checkout('poolhouse')
      asAfterInstallation(source)
      assert.match(install, /^npm ci && npm pack\b/)
      await inShell(source, install.replace('npm ci && ', ''))
      const own = join(folder, 'own')
      mkdirSync(own)
      const env = { PATH: `${join(GLOBAL, 'bin')}:${process.env.PATH}` }
      const start = `exec ${serve.replace('--port 7665', '--port 0')}`
      const server = spawn('sh', ['-c', start], { cwd: own, env, stdio: ['ignore', 'pipe', 'ignore'] })
      const ended = once(server, 'close')
      const url = await untilReady(server)
      assert.match(await inShell(own, signInByNode(url, own)), /AccessToken: 'ey/)
      server.kill('SIGTERM')
      assert.deepEqual(await ended, [0, null])
    })

    test('takes less than 80 MB', async () => {
      const { stdout } = await run('du', ['-sm', join(GLOBAL, 'lib', 'node_modules')], {})
      assert.ok(Number.parseInt(stdout, 10) < 80, stdout)
    })

    test('installs into an application, with production packages only', async () => {
      mkdirSync(place)
      writeFileSync(join(place, 'package.json'), JSON.stringify({ devDependencies: RUNNERS }))
      // No scripts of the packages that the runners bring: no lock file fixes their versions.
      writeFileSync(join(place, '.npmrc'), 'ignore-scripts=true\n')
      for (const code of printed('installs into an application, with production packages only')) {
        await inShell(place, code)
      }
      assert.ok(existsSync(join(packages, '.bin', 'poolhouse')))
      // Allowing the script that npm names must do no harm.
      const prepared = await run(process.execPath, [join(packages, 'poolhouse', 'scripts', 'build.js')], {})
      assert.deepEqual(prepared, { code: 0, stdout: '', stderr: '' })
      const globally = join(GLOBAL, 'lib', 'node_modules', 'poolhouse', 'node_modules')
      assert.ok(existsSync(join(globally, 'commander')))
      for (const name of DEVELOPMENT) assert.equal(existsSync(join(globally, name)), false)
      // The runners may bring some of these, but Poolhouse must not ask for them.
      const read = (name: string) => JSON.parse(readFileSync(join(packages, name), 'utf8'))
      const locked = read('.package-lock.json').packages['node_modules/poolhouse']
      for (const { dependencies, optionalDependencies, peerDependencies } of [
        read('poolhouse/package.json'),
        locked,
      ]) {
        assert.ok(dependencies.commander)
        const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })
        assert.deepEqual(
          names.filter((name) => DEVELOPMENT.includes(name)),
          [],
        )
      }
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

    describe('exports `poolhouse/testing`', () => {
      for (const [runner, file, hooks, command] of [
        [
          'node:test',
          'on-node/sign-up.test.cjs',
          ['before', 'after'],
          [process.execPath, '--test', 'on-node/sign-up.test.cjs'], // Node 22 and newer take no folder
        ],
        ['jest', 'on-jest/sign-up.test.cjs', ['beforeAll', 'afterAll'], ['jest', 'on-jest']],
        [
          'vitest',
          'on-vitest/sign-up.test.ts',
          ['beforeAll', 'afterAll'],
          ['vitest', 'run', '--dir', 'on-vitest'],
        ],
      ] as const) {
        test(`for ${runner}`, async () => {
          mkdirSync(join(place, dirname(file)))
          writeFileSync(join(place, file), smallTest(runner, hooks))
          const [program, ...args] = command
          const path = program === process.execPath ? program : join(packages, '.bin', program)
          const { code, stdout, stderr } = await run(path, args, { CI: 'true' }, place)
          assert.equal(code, 0, stdout + stderr)
          assert.match(stdout + stderr, /1 passed|pass 1\b/)
          // Of the server, nothing is left that a test process or the runner would wait for.
          assert.doesNotMatch(stdout + stderr, /did not exit|open handle|failed to exit|hanging/i)
        })
      }
    })
  })

  /** A test of an application: in TypeScript's syntax for vitest, CommonJS elsewhere. */
  function smallTest(runner: string, [before, after]: readonly [string, string]): string {
    const load = (names: string, from: string) =>
      runner === 'vitest' ? `import { ${names} } from '${from}'` : `const { ${names} } = require('${from}')`
    const typed = runner === 'vitest' ? ': import("poolhouse/testing").Poolhouse' : ''
    const patience = runner === 'node:test' ? '' : ', 60_000'
    return `${runner === 'jest' ? '' : load(`${before}, ${after}, test`, runner)}
${load('startPoolhouse', 'poolhouse/testing')}
${load('CognitoIdentityProviderClient, ConfirmSignUpCommand, SignUpCommand', '@aws-sdk/client-cognito-identity-provider')}

const ClientId = 'web00000000000000000000001'
const UserPoolClients = [{ ClientId, ClientName: 'web' }]
const pool = { Id: 'eu-west-1_Example01', PoolName: 'app', AutoVerifiedAttributes: ['email'], UserPoolClients }
let poolhouse${typed}
${before}(async () => {
  poolhouse = await startPoolhouse({ seed: { UserPools: [pool] } })
}${patience})
${after}(() => poolhouse.stop())

test('a user signs up', async () => {
  const client = new CognitoIdentityProviderClient(poolhouse)
  const user = { ClientId, Username: 'jane' }
  const UserAttributes = [{ Name: 'email', Value: 'jane@example.com' }]
  await client.send(new SignUpCommand({ ...user, Password: 'Correct-horse-1', UserAttributes }))
  const ConfirmationCode = await poolhouse.inbox.codeFor('jane@example.com')
  await client.send(new ConfirmSignUpCommand({ ...user, ConfirmationCode }))
  client.destroy()
}${patience})
`
  }

  describe('a checkout without development packages', () => {
    const SAID =
      /Poolhouse is not built here, which takes its development packages: run `npm ci --include=dev`/

    // The second command differs in how npm learns what to leave out, for which a few packages are enough.
    for (const [how, args, environment, change] of [
      ['npm ci --omit=dev', ['ci', '--omit=dev'], {}, () => {}],
      ['NODE_ENV=production npm ci', ['ci'], { NODE_ENV: 'production' }, withFewPackages],
    ] as const) {
      test(`by ${how} is installed, and says what remains to be done`, async () => {
        const place = checkout(how.replaceAll(/\W+/g, '-'))
        change(place)
        const { code, stdout, stderr } = await npm(place, environment, ...args)
        assert.equal(code, 0, stderr)
        const installed = (name: string) => existsSync(join(place, 'node_modules', name))
        assert.deepEqual(['commander', 'typescript'].map(installed), [true, false])
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
