import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { circles, deadEnds, folderCircles, orphans } from './graph-rules.ts'
import { wrongImports } from './room-rules.ts'
import { readSources, root, toSource } from './source.ts'

const sources = readSources('src', 'test', 'scripts', 'bench', 'console')
const product = sources.filter(({ path }) => path.startsWith('src/'))

describe('the house', () => {
  test('has sources to look at', () => {
    assert.ok(product.length > 10)
  })

  test('imports only along the table of rooms', () => {
    assert.deepEqual(wrongImports(sources), [])
  })

  test('has no circle of imports', () => {
    assert.deepEqual(circles(sources), [])
  })

  test('has no circle of folders in the domain', () => {
    assert.deepEqual(folderCircles(sources), [])
  })

  test('has no file that is unreachable from both the app and the command line', () => {
    assert.deepEqual(orphans(sources), [])
  })

  test('has no import that leads nowhere', () => {
    assert.deepEqual(
      deadEnds(sources, (path) => existsSync(join(root, path))),
      [],
    )
  })
})

describe('the checker of imports', () => {
  const types = toSource(
    'src/contract/generated/types.ts',
    "export interface Shape { a: 'b' }\nexport type Value =\n | 'A'\n | 'B'\nexport type List = Value[]\nexport type Last = 'C'",
  )
  const verdict = (path: string, text: string) => wrongImports([types, toSource(path, text)]).join('\n')
  const refuses = (path: string, specifier: string, reason: RegExp) =>
    assert.match(verdict(path, `import type { x } from '${specifier}'`), reason)
  const allows = (path: string, specifier: string) =>
    assert.equal(verdict(path, `import { x } from '${specifier}'`), '')

  test('refuses an import upwards', () => {
    refuses('src/kernel/a.ts', '../contract/b.ts', /kernel may not import contract/)
    refuses('src/domain/users/a.ts', '../../storage/b.ts', /domain may not import storage/)
    refuses('src/storage/a.ts', '../operations/users/b.ts', /storage may not import operations/)
    refuses('src/hosted/a.ts', '../storage/b.ts', /hosted may not import storage/)
    refuses('src/config/a.ts', '../server/b.ts', /config may not import server/)
    refuses('console/a.ts', '../src/kernel/b.ts', /console may not import kernel/)
  })

  test('allows an import downwards', () => {
    allows('src/domain/users/a.ts', '../../kernel/b.ts')
    allows('src/wire/a.ts', '../domain/iam/b.ts')
    allows('src/app.ts', './storage/b.ts')
    allows('src/cli/serve/serve.ts', '../app.ts')
    allows('test/operations/a.test.ts', '../../src/app.ts')
    allows('src/domain/users/a.test.ts', '../../../test/support/b.ts')
  })

  test('lets the domain have the value names of the contract but not its shapes', () => {
    const take = (name: string) =>
      verdict('src/domain/a/b.ts', `import type { ${name} } from '../../contract/generated/types.ts'`)
    assert.equal(take('Value'), '')
    assert.equal(take('Value, Last'), '')
    assert.match(take('Value, Shape'), /domain may not import contract/)
    assert.match(take('List'), /domain may not import contract/)
    allows('src/domain/a/b.ts', '../../contract/service-error.ts')
    refuses('src/storage/a.ts', '../contract/service-error.ts', /storage may not import contract:errors/)
    refuses('src/domain/a/b.ts', '../../contract/decode-input.ts', /domain may not import contract/)
  })

  test('lets the wire have types of the domain and code only of some of its subjects', () => {
    const take = (statement: string) => verdict('src/wire/a.ts', `${statement} from '../domain/users/b.ts'`)
    assert.equal(take('import type { x }'), '')
    assert.match(take('import { x }'), /wire may not import domain:users/)
    assert.match(take('import { type x, y }'), /wire may not import domain:users/)
    allows('src/wire/a.ts', '../domain/tokens/b.ts')
  })

  test('refuses a journey in a subject', () => {
    refuses('src/domain/users/a.ts', '../journeys/sign-in/b.ts', /a subject never imports a journey/)
    allows('src/domain/journeys/sign-in/a.ts', '../../users/b.ts')
    allows('src/domain/journeys/sign-in/a.ts', '../recovery/b.ts')
    allows('src/domain/stores.ts', './users/user-store.ts')
  })

  test('keeps operations on their islands', () => {
    refuses('src/operations/users/a.ts', '../groups/b.ts', /islands/)
    refuses('src/operations/users/a.ts', '../registry.ts', /never imports the registry/)
    refuses('src/operations/users/a.ts', '../generated/operations.ts', /never imports the registry/)
    refuses('src/operations/access.ts', './users/a.ts', /only the registry/)
    allows('src/operations/users/a.ts', '../operation.ts')
    allows('src/operations/registry.ts', './generated/operations.ts')
    allows('src/operations/generated/operations.ts', '../users/a.ts')
  })

  test('refuses the app, the command line and the tests in the product', () => {
    refuses('src/server/a.ts', '../app.ts', /nothing may import app/)
    refuses('src/app.ts', './cli/main.ts', /nothing may import cli/)
    refuses('src/app.ts', '../test/support/a.ts', /the product never imports test/)
  })

  test('refuses a folder that is no room', () => {
    refuses('src/attic/a.ts', './b.ts', /no room/)
  })

  test('refuses a package away from its home', () => {
    refuses('src/domain/users/a.ts', 'pg', /pg, which is not for domain/)
    refuses('src/domain/users/a.ts', 'node:fs', /node:fs, which is not for domain/)
    refuses('src/operations/users/a.ts', '@aws-sdk/client-kms', /not for operations/)
    refuses('src/wire/a.ts', 'hono/cookie', /hono\/cookie, which is not for wire/)
    allows('src/storage/a.ts', 'pg')
    allows('src/domain/users/a.ts', 'node:crypto')
  })

  test('finds a circle, type-only or not', () => {
    const a = toSource('src/a.ts', "import type { b } from './b.ts'")
    const b = toSource('src/b.ts', "export { c } from './c.ts'")
    const c = toSource('src/c.ts', "const a = import('./a.ts')")
    assert.deepEqual(circles([a, b, c]), ['src/a.ts -> src/b.ts -> src/c.ts -> src/a.ts'])
    assert.deepEqual(circles([a, b]), [])
  })

  test('finds a circle of folders in the domain, though no file is in one', () => {
    const user = toSource('src/domain/users/a.ts', "import type { b } from '../tokens/b.ts'")
    const token = toSource('src/domain/tokens/c.ts', "import { d } from '../users/d.ts'")
    const stores = toSource('src/domain/stores.ts', "import { a } from './users/a.ts'")
    const act = toSource('src/domain/users/e.ts', "import type { Stores } from '../stores.ts'")
    assert.deepEqual(circles([user, token, stores, act]), [])
    assert.deepEqual(folderCircles([user, token, stores, act]), [
      'src/domain/users -> src/domain/tokens -> src/domain/users',
    ])
    assert.deepEqual(folderCircles([user, stores, act]), [])
    const journey = toSource('src/domain/journeys/sign-in/a.ts', "import { b } from '../refresh/b.ts'")
    const other = toSource('src/domain/journeys/refresh/c.ts', "import { d } from '../sign-in/d.ts'")
    assert.equal(folderCircles([journey, other]).length, 1)
  })

  test('finds a circle of folders in the domain at any depth', () => {
    const found = (...files: [path: string, imported: string][]) =>
      folderCircles(files.map(([path, imported]) => toSource(`src/domain/${path}`, `import '${imported}'`)))
    const choice: [string, string] = ['journeys/sign-in/choice/a.ts', '../challenges/b.ts']
    assert.deepEqual(found(choice), [])
    assert.deepEqual(found(choice, ['journeys/sign-in/challenges/c.ts', '../choice/d.ts']), [
      'src/domain/journeys/sign-in/choice -> src/domain/journeys/sign-in/challenges -> src/domain/journeys/sign-in/choice',
    ])
    // A folder's own files are beside its folders: either may import the other, but not both.
    const own: [string, string] = ['iam/a.ts', './conditions/b.ts']
    assert.deepEqual(found(own, ['iam/c.ts', './a.ts'], ['iam/conditions/b.ts', './c.ts']), [])
    assert.deepEqual(found(own, ['iam/conditions/c.ts', '../d.ts']), [
      'src/domain/iam/*.ts -> src/domain/iam/conditions -> src/domain/iam/*.ts',
    ])
    assert.deepEqual(found(own, ['iam/conditions/c.test.ts', '../d.ts']), [])
    // Files deeper inside count for the folder that they part at.
    assert.deepEqual(
      found(['users/names/a.ts', '../../tokens/b.ts'], ['tokens/claims/c.ts', '../../users/d.ts']),
      ['src/domain/users -> src/domain/tokens -> src/domain/users'],
    )
  })

  test('finds an orphan once there is an app', () => {
    const app = toSource('src/app.ts', "import './kernel/a.ts'")
    const a = toSource('src/kernel/a.ts', '')
    const b = toSource('src/kernel/b.ts', '')
    assert.deepEqual(orphans([app, a, b]), ['src/kernel/b.ts'])
    assert.deepEqual(orphans([app, a, b], ['src/kernel/b.ts']), [])
    assert.deepEqual(orphans([a, b]), [])
  })

  test('finds an import that leads nowhere', () => {
    const a = toSource('src/a.ts', "import './b.ts'\nimport 'c'")
    assert.deepEqual(
      deadEnds([a], () => false),
      ['src/a.ts:1 imports ./b.ts, which is not there'],
    )
    assert.deepEqual(
      deadEnds([a], (path) => path === 'src/b.ts'),
      [],
    )
  })
})
