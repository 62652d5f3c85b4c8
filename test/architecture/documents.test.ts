import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import {
  lostPaths,
  lostWitnesses,
  unknownCommands,
  unknownPackages,
  unprovenBlocks,
} from './document-rules.ts'
import { textOf, trackedFiles } from './file-rules.ts'
import { rooms } from './rooms.ts'
import { root } from './source.ts'

const documents = trackedFiles().filter((path) => path.endsWith('.md'))

describe('the documents', () => {
  test('name only files and folders that exist', () => {
    // A room of the table may be named before it exists.
    const exists = (path: string) => existsSync(join(root, path)) || rooms.some((room) => room.path === path)
    assert.deepEqual(
      documents.flatMap((path) => lostPaths(path, textOf(path), exists)),
      [],
    )
  })

  test('call only tests as witnesses that exist', () => {
    assert.deepEqual(
      documents.flatMap((path) => lostWitnesses(path, textOf(path), textOf)),
      [],
    )
  })
})

describe('commands in documents', () => {
  test('are there', () => {
    const [, table = ''] = /COMMANDS[^{]*= \{([\s\S]*?)\n\}/.exec(textOf('src/cli/commands.ts')) ?? []
    const commands = new Set([...table.matchAll(/^ {2}'?([a-z-]+)'?:/gm)].map(([, name = '']) => name))
    assert.ok(commands.has('serve') && commands.has('import-log'))
    assert.deepEqual(
      documents.flatMap((path) => unknownCommands(path, textOf(path), commands)),
      [],
    )
  })

  test('run by npx are of packages that are installed', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json'))
    const names = Object.keys({ ...dependencies, ...devDependencies })
    const packages = new Set(names.map((name) => (name === '@biomejs/biome' ? 'biome' : name)))
    assert.deepEqual(
      documents.flatMap((path) => unknownPackages(path, textOf(path), packages)),
      [],
    )
  })
})

describe("the operator's book", () => {
  test('says of each command which test runs it, or that none does', () => {
    const pages = documents.filter((path) => path.startsWith('docs/operating/'))
    assert.ok(pages.length > 5)
    assert.deepEqual(
      pages.flatMap((path) => unprovenBlocks(path, textOf(path), textOf)),
      [],
    )
  })

  test('is whole: each page is in its contents', () => {
    const contents = textOf('docs/operating/README.md')
    const pages = documents.filter((path) => /^docs\/operating\/(?!README)[\w-]+\.md$/.test(path))
    assert.deepEqual(
      pages.filter((path) => !contents.includes(`(${path.slice('docs/operating/'.length)})`)),
      [],
    )
  })
})

describe('the checker of documents', () => {
  test('finds a path that leads nowhere', () => {
    const text =
      'See `src/a.ts`, [b](../b.md#c), [d](https://example.com/d), `src/<noun>.ts`, [e](#e) and `npm x`.'
    assert.deepEqual(
      lostPaths('docs/x.md', text, () => false),
      ['docs/x.md names src/a.ts, which is not there', 'docs/x.md names b.md, which is not there'],
    )
    assert.deepEqual(
      lostPaths('docs/x.md', text, () => true),
      [],
    )
  })

  test('finds commands that are not there', () => {
    const text =
      'Run `poolhouse serve`.\n\n    poolhouse frobnicate --all\n    npm run poolhouse -- audit\n\nnpx poolhouse x'
    assert.deepEqual(unknownCommands('x.md', text, new Set(['serve', 'audit'])), [
      'x.md names the command frobnicate, which is not there',
    ])
    assert.equal(unknownPackages('x.md', text, new Set(['knip'])).length, 1)
  })

  test('finds code that no test runs', () => {
    const page = [
      '<!-- run by test/a.test.ts: "runs" -->\n```sh\npoolhouse a\n```',
      'Text (not run by a test):\n\n```sh\npoolhouse b\n```',
      '1. In a list:\n\n   ```sh\n   poolhouse c\n   ```',
      '```json\n{}\n```',
      'Text (not run by a test).\n\nMore text:\n\n```\npoolhouse d\n```',
    ].join('\n\n')
    const problems = (test: string) =>
      unprovenBlocks('docs/x.md', page, () => test).map((text) => text.split(' ', 1)[0])
    assert.deepEqual(problems("run('x.md'); test('runs', () => {})"), ['docs/x.md:14', 'docs/x.md:26'])
    assert.deepEqual(problems("run('x.md'); test('walks', () => {})"), [
      'docs/x.md:2',
      'docs/x.md:14',
      'docs/x.md:26',
    ])
    assert.equal(problems("run('y.md'); test('runs', () => {})").length, 3)
  })

  test('finds a witness that does not exist', () => {
    const text = '| x | y | `test/a.test.ts`: "refuses b" |'
    assert.deepEqual(
      lostWitnesses('c.md', text, () => "test('refuses b', () => {})"),
      [],
    )
    assert.equal(lostWitnesses('c.md', text, () => "test('refuses d', () => {})").length, 1)
  })
})
