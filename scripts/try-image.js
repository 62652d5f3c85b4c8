// Builds the image of the Dockerfile with buildah, starts its root file system read-only in namespaces of its own, as a
// container engine would, signs a user in there, and stops it.   sudo node scripts/try-image.js
//
// Needs root, buildah and the packages of `npm ci`. A base image that is not there is made by the program that
// POOLHOUSE_CI_STAND_IN_BASE names, which takes the image's name as its argument, or else fetched.
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'

const root = fileURLToPath(new URL('..', import.meta.url))
const NAME = 'localhost/poolhouse-tried'
const BUILDS_WITHIN = 15 * 60_000
const STARTS_WITHIN = 60_000
const STOPS_WITHIN = 30_000
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt'
const CREDENTIALS = { accessKeyId: 'root', secretAccessKey: 'secret-of-this-trial' }
const PASSWORD = 'Correct-Horse-1'

// Neither needs anything of the kernel that a machine without a container engine may lack.
const environment = { BUILDAH_ISOLATION: 'chroot', STORAGE_DRIVER: 'vfs', ...process.env }

makeBase(/^FROM (\S+)/m.exec(readFileSync(join(root, 'Dockerfile'), 'utf8'))[1])
const secret = existsSync(CERTIFICATES) ? ['--secret', `id=certificates,src=${CERTIFICATES}`] : []
buildah('bud', '--quiet', '--format', 'docker', '--pull-never', '--tag', NAME, ...secret, root)
const { config, size } = inspect()
checkConfig(config)
console.log(`The image is built: ${size}.`)

const container = buildah('from', '--pull-never', NAME)
const data = mkdtempSync(join(tmpdir(), 'poolhouse-image-'))
chownSync(data, 1000, 1000)
try {
  await tryOut(buildah('mount', container))
} finally {
  buildah('rm', container)
  buildah('rmi', NAME)
  rmSync(data, { recursive: true })
}
console.log('The image works: signed in, healthy, its root file system read-only, stopped at SIGTERM.')

function buildah(...args) {
  return execFileSync('buildah', args, {
    env: environment,
    encoding: 'utf8',
    timeout: BUILDS_WITHIN,
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim()
}

function makeBase(base) {
  const present = buildah('images', '--format', '{{.Name}}:{{.Tag}}').split('\n').includes(base)
  const maker = process.env.POOLHOUSE_CI_STAND_IN_BASE
  if (present) return
  if (maker === undefined) return buildah('pull', base)
  execFileSync(maker, [base], { env: environment, timeout: BUILDS_WITHIN, stdio: 'inherit' })
}

function inspect() {
  const { Docker } = JSON.parse(buildah('inspect', '--type', 'image', NAME))
  return { config: Docker.config, size: buildah('images', '--format', '{{.Size}}', NAME) }
}

/** What a container engine reads off the image. */
function checkConfig({ User, Healthcheck, Labels, Volumes }) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  check(User === '1000:1000', `runs as ${User}`)
  check(Healthcheck?.Test?.[0] === 'CMD', 'has no health check')
  check(Labels['org.opencontainers.image.version'] === version, 'names another version than package.json')
  check('/data' in Volumes, 'has no volume for its data')
}

async function tryOut(mounted) {
  const bill = readFileSync(join(mounted, config.Labels['poolhouse.sbom']), 'utf8')
  for (const name of ['pkg:npm/pg@', 'pkg:npm/%40aws-sdk/client-kms@'])
    check(bill.includes(name), `lists no ${name}`)

  const [port, otherPort] = [await freePort(), await freePort()]
  const [program, ...args] = [...config.Entrypoint, ...config.Cmd]
  const server = spawn(...enclosed(mounted, port, program, args), { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (chunk) => {
      log += chunk
    })
  }
  const ended = new Promise((resolve) => server.once('close', resolve))
  const kill = setTimeout(() => server.kill('SIGKILL'), STARTS_WITHIN + STOPS_WITHIN)
  try {
    const health = config.Healthcheck.Test.slice(1)
    const end = Date.now() + STARTS_WITHIN
    while (!succeeds(mounted, port, ...health)) {
      if (server.exitCode !== null || Date.now() > end) throw new Error(`The image is not healthy: ${log}`)
      await sleep(250)
    }
    check(!succeeds(mounted, otherPort, ...health), 'is healthy on a port where nothing listens')
    await signIn(`http://127.0.0.1:${port}`)
    check(succeeds(mounted, port, 'touch', '/data/written'), 'cannot write its data')
    check(!succeeds(mounted, port, 'touch', '/tmp/written'), 'writes to its root file system')
    process.kill(innermost(server.pid), 'SIGTERM')
    const code = await ended
    check(code === 0 && log.includes('"Stopped"'), `ends with ${code} at SIGTERM: ${log}`)
  } finally {
    clearTimeout(kill)
    server.kill('SIGKILL')
  }
}

/** A command in the image, as process 1 of a namespace, with a read-only root and /data from outside. */
function enclosed(mounted, port, program, args) {
  const prepared = `set -e
    mount --bind "$1" "$1"; mount -t proc proc "$1/proc"; mount --rbind /dev "$1/dev"; mount --bind "$2" "$1/data"
    mount -o remount,bind,ro "$1"
    root="$1"; user="$3"; shift 3
    exec chroot --userspec="$user" "$root" env -i "$@"`
  const variables = [
    ...config.Env,
    `POOLHOUSE_PORT=${port}`,
    `POOLHOUSE_ROOT_ACCESS_KEY_ID=${CREDENTIALS.accessKeyId}`,
    `POOLHOUSE_ROOT_SECRET_ACCESS_KEY=${CREDENTIALS.secretAccessKey}`,
  ]
  const inner = [mounted, data, config.User, `--chdir=${config.WorkingDir}`, ...variables, program, ...args]
  const outer = ['--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child']
  return ['unshare', [...outer, 'sh', '-c', prepared, 'sh', ...inner]]
}

function succeeds(mounted, port, program, ...args) {
  try {
    execFileSync(...enclosed(mounted, port, program, args), { timeout: STOPS_WITHIN, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The process that `unshare` started: process 1 of the namespace. */
function innermost(pid) {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim())
}

async function signIn(endpoint) {
  const client = new CognitoIdentityProviderClient({
    endpoint,
    region: 'us-east-1',
    credentials: CREDENTIALS,
  })
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'tried' }))
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId: UserPool.Id,
      ClientName: 'app',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    }),
  )
  const user = { UserPoolId: UserPool.Id, Username: 'jane' }
  await client.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }))
  await client.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }))
  const { AuthenticationResult } = await client.send(
    new InitiateAuthCommand({
      ClientId: UserPoolClient.ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: user.Username, PASSWORD },
    }),
  )
  client.destroy()
  check(AuthenticationResult?.AccessToken, 'does not sign a user in')
}

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

function check(holds, fault) {
  if (!holds) throw new Error(`The image ${fault}`)
}
