import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')

describe('the version in package.json', () => {
  const { version } = JSON.parse(textOf('package.json'))
  const placesOf = {
    Dockerfile: /^ARG VERSION=(.+)$/m,
    'recipes/kubernetes/poolhouse.yaml': /poolhouse:(\d\S*)/,
    'recipes/systemd/README.md': /poolhouse-(\d\S*)\.tgz/,
  }
  for (const [path, pattern] of Object.entries(placesOf)) {
    test(`is the one in ${path}`, () => {
      assert.equal(pattern.exec(textOf(path))?.[1], version)
    })
  }
})
