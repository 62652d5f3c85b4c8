// Runs the commands of docs/guides/containers.md, as a user of the image would: builds it, starts it read-only, signs a
// user in there, stops it.   sudo node scripts/try-image.js
//
// Needs root, buildah and the packages of `npm ci`; docker-by-buildah.js stands in for `docker`. A base image that is
// not there is made by the program that POOLHOUSE_CI_STAND_IN_BASE names, which takes the image's name as its argument,
// or else fetched.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
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
/** The name that the guide gives to image and container. */
const NAME = 'poolhouse'
const IMAGE = `localhost/${NAME}-tried`
const BUILDS_WITHIN = 15 * 60_000
const STARTS_WITHIN = 60_000
const PASSWORD = 'Correct-Horse-1'

const scratch = mkdtempSync(join(tmpdir(), 'poolhouse-image-'))
mkdirSync(join(scratch, 'bin'))
symlinkSync(join(root, 'scripts/docker-by-buildah.js'), join(scratch, 'bin/docker'))
const [port, otherPort] = [await freePort(), await freePort()]
const environment = {
  BUILDAH_ISOLATION: 'chroot',
  STORAGE_DRIVER: 'vfs',
  ...process.env,
  PATH: `${join(scratch, 'bin')}:${process.env.PATH}`,
  POOLHOUSE_STAND_IN_STATE: scratch,
  POOLHOUSE_STAND_IN_PORT: `${port}`,
}

makeBase(/^FROM (\S+)/m.exec(readFileSync(join(root, 'Dockerfile'), 'utf8'))[1])
const [, guide] = /```sh\n(docker build[\s\S]*?)```/.exec(
  readFileSync(join(root, 'docs/guides/containers.md'), 'utf8'),
)
const [start, beside, stop] = guide.split(/^(?=docker logs|docker stop)/m)
try {
  const keys = shell(`${start}\nprintf '%s\\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY"`)
    .trim()
    .split('\n')
  const [accessKeyId, secretAccessKey] = keys.slice(-2)
  const { config, size } = inspect()
  checkConfig(config)
  console.log(`The image is built: ${size}.`)
  await tryOut(config, { accessKeyId, secretAccessKey })
  console.log('The image works: signed in, healthy, its root file system read-only, stopped at SIGTERM.')
} finally {
  for (const clearing of [`docker stop -t 1 ${NAME}`, `buildah rmi ${IMAGE}`]) succeeds(clearing)
  rmSync(scratch, { recursive: true })
}

function shell(script) {
  return execFileSync('sh', ['-euc', script], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
    timeout: BUILDS_WITHIN,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

function succeeds(script) {
  try {
    execFileSync('sh', ['-euc', script], { env: environment, timeout: STARTS_WITHIN, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function makeBase(base) {
  const present = shell("buildah images --format '{{.Name}}:{{.Tag}}'").split('\n').includes(base)
  const maker = process.env.POOLHOUSE_CI_STAND_IN_BASE
  if (present) return
  if (maker === undefined) return shell(`buildah pull ${base}`)
  execFileSync(maker, [base], { env: environment, timeout: BUILDS_WITHIN, stdio: 'inherit' })
}

function inspect() {
  const { Docker } = JSON.parse(shell(`buildah inspect --type image ${IMAGE}`))
  return { config: Docker.config, size: shell(`buildah images --format '{{.Size}}' ${IMAGE}`).trim() }
}

/** What a container engine reads off the image. */
function checkConfig({ User, Healthcheck, Labels, Volumes }) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  check(User === '1000:1000', `runs as ${User}`)
  check(Healthcheck?.Test?.[0] === 'CMD', 'has no health check')
  check(Labels['org.opencontainers.image.version'] === version, 'names another version than package.json')
  check('/data' in Volumes, 'has no volume for its data')
}

async function tryOut(config, credentials) {
  const bill = shell(`docker exec ${NAME} cat ${config.Labels['poolhouse.sbom']}`)
  for (const name of ['pkg:npm/pg@', 'pkg:npm/%40aws-sdk/client-kms@'])
    check(bill.includes(name), `lists no ${name}`)

  const health = config.Healthcheck.Test.slice(1).join(' ')
  for (const end = Date.now() + STARTS_WITHIN; !succeeds(`docker exec ${NAME} ${health}`); await sleep(250)) {
    check(Date.now() < end, `is not healthy: ${shell(`docker logs ${NAME}`)}`)
  }
  const elsewhere = `docker exec ${NAME} env POOLHOUSE_PORT=${otherPort} ${health}`
  check(!succeeds(elsewhere), 'is healthy on a port where nothing listens')
  await signIn(`http://127.0.0.1:${port}`, credentials)
  const said = shell(beside)
  check(said.includes('"Ready"') && said.includes('CreateUserPool'), `says otherwise than the guide: ${said}`)
  for (const place of ['/data', '/tmp']) {
    check(succeeds(`docker exec ${NAME} touch ${place}/written`), `cannot write to ${place}`)
  }
  check(!succeeds(`docker exec ${NAME} touch /opt/poolhouse/written`), 'writes to its root file system')
  shell(stop)
  check(shell(`docker logs ${NAME}`).includes('"Stopped"'), 'does not end cleanly at SIGTERM')
}

async function signIn(endpoint, credentials) {
  const client = new CognitoIdentityProviderClient({ endpoint, region: 'us-east-1', credentials })
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
