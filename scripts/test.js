// Runs the tests: builds, checks the style, starts a throw-away PostgreSQL and hands all to node's runner.
//
//   npm test                        all
//   npm test -- test/stores iam     only the test files whose path contains one of the words, style unchecked
//   npm test -- --quick             the desk check: without PostgreSQL and without the long tests
//   npm test -- --no-postgres       without PostgreSQL; its tests are left out
//   npm test -- --out dist-mine     builds into another folder than dist/
//
// A PostgreSQL server that POOLHOUSE_TEST_DATABASE_URL already names is used instead of a throw-away one.
import '../bin/check-node.js'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { isLeftOut, writeGroups } from './test-groups.js'

/** Twice the processors of a small machine: many tests wait for other processes, the disk and time to pass. */
const CONCURRENCY = 4
/** Of a test and of a group of test files. */
const LONGEST_TEST = 600_000
/** Of the whole run, in milliseconds: what hangs then, child processes and all, is killed. */
const LONGEST_RUN = 35 * 60_000

const root = fileURLToPath(new URL('..', import.meta.url))
const { values: options, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    'no-postgres': { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    out: { type: 'string', default: 'dist' },
  },
})

step('build', 'scripts/build.js', options.out)
if (words.length === 0) {
  step('style (npx biome check --write mends most)', 'node_modules/@biomejs/biome/bin/biome', 'check')
}

const files = testFiles()
if (files.length === 0) fail(`no test file has ${words.join(' or ')} in its path`)

const withoutPostgres = options.quick || options['no-postgres']
const postgres = withoutPostgres || process.env.POOLHOUSE_TEST_DATABASE_URL ? undefined : await start()
const environment = {
  NODE_COMPILE_CACHE: join(root, options.out, 'compile-cache'), // Node 22 and newer compile each module once
  ...process.env,
  POOLHOUSE_TEST_KEY_PAIRS: await writeKeyPairs(),
  ...(postgres && {
    POOLHOUSE_TEST_DATABASE_URL: postgres.url,
    POOLHOUSE_TEST_POSTGRES: postgres.folder,
    POOLHOUSE_TEST_TEMPLATE: await makeTemplate(postgres.url),
  }),
}
process.exitCode = await runTests(writeGroups(files, join(root, options.out)), environment)
await postgres?.stop()

/** Runs a script of node's with the same node; ends everything when it fails. */
function step(name, ...script) {
  const { status } = spawnSync(process.execPath, script, { cwd: root, stdio: 'inherit' })
  if (status !== 0) fail(`failed: ${name}`)
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

/** Goes by the sources, so that the compiled test of a source that is gone isn't run. */
function testFiles() {
  return ['src', 'test', 'bench']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)),
    )
    .filter((path) => path.endsWith('.test.ts'))
    .filter((path) => words.length === 0 || words.some((word) => path.includes(word)))
    .filter((path) => !options.quick || !isLeftOut(path))
    .sort()
}

async function start() {
  const { startPostgres } = await support('postgres.js')
  return startPostgres()
}

async function makeTemplate(url) {
  const { makeTemplate } = await support('template-database.js')
  return makeTemplate(url)
}

/** RSA keys take long to make: these serve every process. Returns the path of the file. */
async function writeKeyPairs() {
  const { makeKeyPairs } = await support('key-pairs.js')
  const path = join(root, options.out, 'test-key-pairs.json')
  writeFileSync(path, JSON.stringify(await makeKeyPairs()), { mode: 0o600 })
  return path
}

function support(name) {
  return import(pathToFileURL(join(root, options.out, 'test/support', name)).href)
}

/** Ends with the exit code of node's runner, whose summary is the last thing printed. */
function runTests(paths, env) {
  const flags = [
    '--test',
    '--test-reporter=spec',
    `--test-concurrency=${CONCURRENCY}`,
    `--test-timeout=${LONGEST_TEST}`,
  ]
  const runner = spawn(process.execPath, ['--enable-source-maps', ...flags, ...paths], {
    cwd: root,
    stdio: 'inherit',
    env,
    detached: true,
  })
  const end = (signal) => process.kill(-runner.pid, signal) // the group: the runner and all that its tests started
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(signal))
  const limit = setTimeout(() => {
    console.error(`The tests have not ended within ${LONGEST_RUN / 60_000} minutes: they are killed.`)
    end('SIGKILL')
  }, LONGEST_RUN)
  return new Promise((resolve) =>
    runner.once('close', (code) => {
      clearTimeout(limit)
      resolve(code ?? 1)
    }),
  )
}
