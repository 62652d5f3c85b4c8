import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { describedPackages, disagreements, unlockedOptions } from './dependency-table.ts'
import { root } from './source.ts'

interface Manifest {
  readonly license?: string
  readonly dependencies?: object
  readonly devDependencies?: object
  readonly optionalDependencies?: object
  readonly peerDependencies?: object
  readonly allowScripts?: Readonly<Record<string, boolean>>
}

const manifest = (...path: string[]): Manifest =>
  JSON.parse(readFileSync(join(root, ...path, 'package.json'), 'utf8'))

function licenceOf(name: string): string | undefined {
  return existsSync(join(root, 'node_modules', name)) ? manifest('node_modules', name).license : undefined
}

describe('docs/dependencies.md', () => {
  test('describes every package that package.json names, no other, each with its licence', () => {
    const { dependencies, devDependencies, optionalDependencies, peerDependencies } = manifest()
    const needed = Object.keys({
      ...dependencies,
      ...devDependencies,
      ...optionalDependencies,
      ...peerDependencies,
    })
    const text = readFileSync(join(root, 'docs/dependencies.md'), 'utf8')
    assert.deepEqual(disagreements(describedPackages(text), needed, licenceOf), [])
  })
})

describe('package-lock.json', () => {
  test('has no package whose script npm may run at installation', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    const scripted = Object.keys(packages).filter((path) => packages[path].hasInstallScript)
    const denied = Object.entries(manifest().allowScripts ?? {}).flatMap(([name, isAllowed]) =>
      isAllowed ? [] : [name],
    )
    assert.deepEqual(scripted.map((path) => path.replace(/^.*node_modules\//, '')).sort(), denied.sort())
  })

  test('names the packages of every platform', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    assert.deepEqual(unlockedOptions(packages), [])
  })
})

describe('the checker of dependencies', () => {
  const table =
    '| package | for | why | licence |\n|---|---|---|---|\n| `a` | x | y | MIT |\n| `@b/c` | x | y | ISC |'

  test('reads the first and the last cell of a line', () => {
    assert.deepEqual(describedPackages(table), [
      { name: 'a', licence: 'MIT' },
      { name: '@b/c', licence: 'ISC' },
    ])
  })

  test('finds a missing line, a stale one, a double one and a wrong licence', () => {
    const described = describedPackages(`${table}\n| \`a\` | x | y | MIT |`)
    const found = disagreements(described, ['a', 'd'], (name) => (name === '@b/c' ? 'MIT' : undefined))
    assert.deepEqual(found, [
      'd is not described',
      '@b/c is not needed any more',
      'a is described twice',
      '@b/c is under MIT, not ISC',
    ])
  })

  test('finds a package that the lock file leaves out', () => {
    const optional = { optionalDependencies: { b: '1', c: '1', d: '1' } }
    const packages = { 'node_modules/a': optional, 'node_modules/b': {}, 'node_modules/a/node_modules/c': {} }
    assert.deepEqual(unlockedOptions(packages), ['d'])
  })
})
