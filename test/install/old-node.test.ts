import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { transform } from 'esbuild'
import { root } from '../architecture/source.ts'
import { run } from '../clients/installed-client.ts'

const textOf = (path: string) => readFileSync(join(root, path), 'utf8')

/** Runs a script as a Node of that version would, as far as it checks the version. */
function runOn(version: string, script: string) {
  const pretended = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`
  const path = JSON.stringify(join(root, script))
  const load = script.startsWith('bin/') ? `process.argv[1] = ${path}; require(${path})` : `import(${path})`
  return run(process.execPath, ['-e', `${pretended}; ${load}`, '--', '--version'], {})
}

describe('a Node that is too old', () => {
  const { engines } = JSON.parse(textOf('package.json'))

  test('makes every script that it can be asked to run stop with one sentence, before anything else', async () => {
    for (const version of ['0.12.18', '18.20.8', '20.18.3']) {
      for (const script of ['bin/poolhouse.js', 'scripts/build.js', 'scripts/test.js']) {
        const { code, stdout, stderr } = await runOn(version, script)
        assert.equal(code, 1)
        assert.equal(stdout, '')
        assert.equal(stderr, `Poolhouse needs Node.js 20.19 or newer, and this is ${version}\n`, script)
      }
    }
  })

  test('can read the lines that say so', async () => {
    for (const path of ['bin/poolhouse.js', 'bin/check-node.js']) {
      await assert.doesNotReject(transform(textOf(path), { target: 'es5' }), path)
    }
    await assert.rejects(transform(textOf('bin/start.js'), { target: 'es5' })) // such a target does refuse newer syntax
  })

  test('is refused by npm before it installs anything', () => {
    assert.equal(engines.node, '>=20.19')
    assert.match(textOf('.npmrc'), /^engine-strict=true$/m)
  })

  test('does not include the named minimum version or later ones', async () => {
    for (const version of ['20.19.0', '22.0.0', '100.0.0']) {
      assert.equal((await runOn(version, 'bin/check-node.js')).code, 0)
    }
  })
})
