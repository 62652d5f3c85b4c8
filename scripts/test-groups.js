// Which test files share a process. To start one and load the SDK takes longer than most files run.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where tests take long: processes that are killed, thousands of requests, whole moves. Paths in test/ begin so. */
const LONG = [
  'anomalies',
  'architecture/patterns',
  'browser',
  'cli',
  'clients',
  'hosted/federation',
  'install',
  'moving',
  'nodes',
  'operating',
  'operations/devices',
  'operations/hidden-users',
  'operations/import-jobs',
  'operations/threat-protection',
  'properties',
  'races',
  'recipes',
  'server',
  'stores',
  'terraform',
  'triggers',
  'wire/shared-rate-limits',
].map((name) => join('test', name))

/** What the desk check leaves out as well, to take less than two minutes. */
const LEFT_TO_THE_WHOLE_RUN = [
  'hosted/accounts',
  'hosted/oauth',
  'operations/every-operation',
  'operations/factors',
  'operations/limits',
  'operations/passkeys',
  'operations/sign-in/choice',
  'operations/sign-in/identity-js',
  'operations/user-states',
  'testing',
].map((name) => join('test', name))

/** Files of one process: few where they take long, so that no process is left running when all others have ended. */
const FEW = 12
const MANY = 24

/** Whether the desk check leaves a test file out. */
export function isLeftOut(path) {
  return isLong(path) || LEFT_TO_THE_WHOLE_RUN.some((beginning) => path.startsWith(beginning))
}

function isLong(path) {
  return LONG.some((beginning) => path.startsWith(beginning))
}

/**
 * Writes an entry file for each process, which runs its test files one after the other, each as a suite of its own.
 * Returns their paths in the order in which they are to start, which is that of their names: long ones first.
 *
 * @param files paths of test files, sorted
 * @param out the folder of the build
 */
export function writeGroups(files, out) {
  const folder = join(out, 'groups')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const long = new Map()
  for (const path of files.filter(isLong)) long.set(dirname(path), [...(long.get(dirname(path)) ?? []), path])
  const others = files.filter((path) => !isLong(path)).reverse() // those of src, which are the shortest, at the end
  const groups = [...[...long.values()].flatMap((paths) => parts(paths, FEW)), ...parts(others, MANY)]
  return groups.map((paths, place) => {
    const name = `${String(place + 1).padStart(3, '0')}-${dirname(paths[0]).replaceAll(/[/\\]/g, '-')}.js`
    writeFileSync(join(folder, name), groupText(paths))
    return join(folder, name)
  })
}

/** Cuts a list into as few parts as possible of about the same size. */
function parts(paths, most) {
  const count = Math.ceil(paths.length / most)
  const size = Math.ceil(paths.length / count)
  return Array.from({ length: count }, (_, i) => paths.slice(i * size, (i + 1) * size))
}

/** The test runner's tracking of promises ends once all files have declared their tests. */
function groupText(paths) {
  const suites = paths.map((path) => {
    const compiled = `../${path.replaceAll('\\', '/').replace(/\.ts$/, '.js')}`
    return `describe(${JSON.stringify(path)}, async () => {\n  await import(${JSON.stringify(compiled)})\n  declared()\n})\n`
  })
  return `import { stopTracking } from '../test/support/untracked-promises.js'
import '../test/support/seed.js'

const { describe } = await import('node:test') // after the first import
let undeclared = ${paths.length}
const declared = () => --undeclared === 0 && stopTracking()

${suites.join('')}`
}
