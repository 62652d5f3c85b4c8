import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { machineTraces, textOf, trackedFiles, wrongNames } from './file-rules.ts'
import { pathsIn, readSources, toSource } from './source.ts'
import { constantAssertions, markedTests, oneWordForTests, sharedBuilders } from './test-rules.ts'
import {
  ambient,
  barrels,
  crowdedFolders,
  FILES_AT_MOST,
  type FileRule,
  kernelKnowsNothing,
  LINES_AIMED_AT,
  LINES_AT_MOST,
  linesOf,
  portsAreTypes,
  sqlOutsideStorage,
  tooLong,
} from './text-rules.ts'

const sources = readSources('src', 'test', 'scripts', 'bench', 'console')

describe('every file', () => {
  const keeps = (title: string, rule: FileRule) =>
    test(title, () => assert.deepEqual(sources.flatMap(rule), []))

  keeps('is handed time, chance and environment', ambient)
  keeps('runs all of its tests', markedTests)
  keeps('calls tests by one word', oneWordForTests)
  keeps('asserts nothing about constants', constantAssertions)
  keeps('takes its pools, clients and users from test/support/pools.ts', sharedBuilders)
  keeps('leaves SQL to the stores', sqlOutsideStorage)
  keeps('has something of its own to export', barrels)
  keeps('that is a port of the domain holds types only', portsAreTypes)
  keeps('of the kernel knows nothing of user pools', kernelKnowsNothing)
  keeps(`has at most ${LINES_AT_MOST} lines`, tooLong)

  test(`is in a folder of at most ${FILES_AT_MOST} files`, () => {
    assert.deepEqual(crowdedFolders(pathsIn('src').map((path) => ({ path }))), [])
  })

  test('has a name that says what it is', () => {
    assert.deepEqual(wrongNames(sources.map(({ path }) => path)), [])
  })

  test('does not mention the machine that it was written on', () => {
    assert.deepEqual(
      trackedFiles().flatMap((path) => machineTraces(path, textOf(path))),
      [],
    )
  })

  test(`over ${LINES_AIMED_AT} lines is listed`, (t) => {
    const long = sources.filter((source) => linesOf(source) > LINES_AIMED_AT)
    for (const source of long) t.diagnostic(`${source.path} has ${linesOf(source)} lines`)
    assert.ok(long.length < sources.length / 5, 'more than a fifth of all files is longer than aimed at')
  })
})

describe('the checker of files', () => {
  const catches = (rule: FileRule, path: string, text: string) =>
    assert.equal(rule(toSource(path, text)).length, 1, text)
  const passes = (rule: FileRule, path: string, text: string) =>
    assert.deepEqual(rule(toSource(path, text)), [], text)

  test('catches time, chance and environment that were not handed in', () => {
    const path = 'src/domain/users/a.ts'
    catches(ambient, path, 'const now = Date.now()')
    catches(ambient, path, 'const now = new Date()')
    catches(ambient, path, 'const now = `${new Date( )}`')
    catches(ambient, path, 'Math.random()')
    catches(ambient, path, 'process.env.HOME')
    catches(ambient, path, "import { randomBytes } from 'node:crypto'")
    catches(ambient, path, 'crypto.randomUUID()')
    passes(ambient, path, "new Date(now) // Date.now()\nconst text = 'Math.random()'")
    passes(ambient, 'src/kernel/clock.ts', 'Date.now()')
    passes(ambient, 'src/domain/users/a.test.ts', 'Date.now()')
  })

  test('catches tests that are left out', () => {
    const path = 'test/a.test.ts'
    for (const mark of ['only', 'skip', 'todo']) {
      catches(markedTests, path, `test.${mark}('x', () => {})`)
      catches(markedTests, path, `describe.${mark}('x', () => {})`)
      catches(markedTests, path, `test('x', { ${mark}: true }, () => {})`)
    }
    catches(markedTests, path, "test('x', { skip: 'later' }, () => {})")
    catches(markedTests, path, "t.skip('later')")
    passes(markedTests, path, "test('x', { skip: hasClient ? false : 'no client' }, () => {})")
    passes(markedTests, path, "test('does not test.only', () => {})")
  })

  test('catches a second word for a test', () => {
    const path = 'test/a.test.ts'
    catches(oneWordForTests, path, "import { after, it } from 'node:test'")
    catches(oneWordForTests, path, "import a from 'a'\nimport { suite as describe } from 'node:test'")
    passes(oneWordForTests, path, "import { it } from 'a'\nimport { describe, test } from 'node:test'")
    passes(oneWordForTests, path, "import { test } from 'node:test'\nimport { it } from 'a'")
  })

  test('catches assertions that always hold', () => {
    const path = 'test/a.test.ts'
    catches(constantAssertions, path, 'assert(true)')
    catches(constantAssertions, path, "assert.ok(true, 'it ends')")
    catches(constantAssertions, path, 'assert.equal(1, 1)')
    catches(constantAssertions, path, "assert.notEqual('a', 'b', 'differs')")
    passes(constantAssertions, path, 'assert.ok(found.length > 0)')
    passes(constantAssertions, path, "assert.equal('a'.length, 1)")
    passes(constantAssertions, path, 'assert.equal(1, found)')
    passes(constantAssertions, path, "assert.fail('no pool')")
  })

  test('catches a test file with its own builder', () => {
    catches(sharedBuilders, 'test/a.test.ts', 'async function newPool(): Promise<string> {}')
    catches(sharedBuilders, 'test/a/world.ts', 'export const newUser = () => {}')
    passes(sharedBuilders, 'test/a.test.ts', "import { newPool } from './pools.ts'\nawait newPool(root)")
    passes(sharedBuilders, 'test/support/pools.ts', 'export async function newPool() {}')
  })

  test('catches SQL outside the stores', () => {
    const path = 'src/operations/users/a.ts'
    catches(sqlOutsideStorage, path, "all('select * from users')")
    catches(sqlOutsideStorage, path, '`\n  SELECT id, name FROM users`')
    catches(sqlOutsideStorage, path, "'insert into users (id) values ($1)'")
    catches(sqlOutsideStorage, path, "'update users set name = $1'")
    catches(sqlOutsideStorage, path, "'delete from users'")
    catches(sqlOutsideStorage, path, "'create table users (id text)'")
    passes(sqlOutsideStorage, path, "'Select a user from the list' // select * from users")
    passes(sqlOutsideStorage, path, "'update the users'")
    passes(sqlOutsideStorage, 'src/storage/stores/users/users.ts', "'select * from users'")
  })

  test('catches a barrel', () => {
    catches(barrels, 'src/domain/users/all.ts', "export * from './user.ts'\nexport { b } from './b.ts'")
    passes(barrels, 'src/domain/users/a.ts', "export { b } from './b.ts'\nexport const c = 1")
  })

  test('catches code in a port', () => {
    catches(portsAreTypes, 'src/domain/users/user-store.ts', 'export function find() {}')
    catches(portsAreTypes, 'src/domain/stores.ts', 'export const stores = {}')
    passes(
      portsAreTypes,
      'src/domain/users/user-store.ts',
      'export interface UserStore {}\nexport type A = 1',
    )
    passes(portsAreTypes, 'src/domain/users/user.ts', 'export function toUser() {}')
  })

  test("catches the product's words in the kernel", () => {
    catches(kernelKnowsNothing, 'src/kernel/a.ts', 'const userPoolId = 1')
    passes(kernelKnowsNothing, 'src/domain/a/b.ts', 'const userPoolId = 1')
  })

  test('catches a file that is too long', () => {
    const lines = (count: number) => Array(count).fill('x').join('\n')
    catches(tooLong, 'src/domain/users/a.ts', lines(LINES_AT_MOST + 1))
    passes(tooLong, 'src/domain/users/a.ts', lines(LINES_AT_MOST))
    passes(tooLong, 'src/contract/generated/types.ts', lines(LINES_AT_MOST + 1))
  })

  test('catches a folder with too many files', () => {
    const files = (count: number, name = (i: number) => `src/domain/users/a${i}.ts`) =>
      Array.from({ length: count }, (_, i) => ({ path: name(i) }))
    assert.deepEqual(crowdedFolders(files(FILES_AT_MOST + 1)), [
      `src/domain/users has ${FILES_AT_MOST + 1} files`,
    ])
    assert.deepEqual(crowdedFolders(files(FILES_AT_MOST)), [])
    const uncounted = [(i: number) => `src/domain/users/a${i}.test.ts`, (i: number) => `test/a/b${i}.ts`]
    for (const name of uncounted) assert.deepEqual(crowdedFolders(files(FILES_AT_MOST + 1, name)), [])
    assert.deepEqual(crowdedFolders([...files(FILES_AT_MOST), { path: 'src/domain/users/b/a.ts' }]), [])
  })

  test('catches a name that says nothing', () => {
    const wrong = ['date-utils', 'helpers/a', 'user-service', 'misc', 'user-repository', 'UserPool', 'a_b']
    assert.equal(wrongNames(wrong.map((name) => `src/${name}.ts`)).length, wrong.length)
    assert.deepEqual(wrongNames(['src/contract/service-error.ts', 'src/domain/users/find-user.test.ts']), [])
  })

  test('catches the traces of a machine', () => {
    for (const folder of ['work', 'root', 'home', 'Users']) {
      assert.equal(machineTraces('a.md', `see /${folder}/me/x`).length, 1)
    }
    assert.equal(machineTraces('a.json', `https://${['registry', 'npmjs', 'org'].join('.')}/x`).length, 1)
    assert.deepEqual(machineTraces('a.md', 'https://example.com/home/x, /var/lib/poolhouse, a/root/b'), [])
  })
})
