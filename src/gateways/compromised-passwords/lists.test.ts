import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { compromisedPasswords } from './lists.ts'
import { rangeKey } from './range-text.ts'

const warnings: unknown[] = []
const log = { warn: (...line: unknown[]) => void warnings.push(line) }
const LEAKED = 'correct horse battery staple'
const { prefix, suffix } = rangeKey(LEAKED)

test('without a list, only common passwords are known', async () => {
  const passwords = compromisedPasswords({}, log)
  for (const common of ['Password1!', 'P@ssw0rd2024', 'Welcome123!', '1qaz2wsx', '123456']) {
    assert.equal(await passwords.has(common), true, common)
  }
  for (const other of [LEAKED, 'Correct-Horse-7', 'password1 ', '']) {
    assert.equal(await passwords.has(other), false, other)
  }
})

describe('a folder of ranges', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-ranges-'))
  after(() => rmSync(folder, { recursive: true }))

  test('knows what its files contain, with and without the ending', async () => {
    for (const name of [`${prefix}.txt`, prefix]) {
      writeFileSync(join(folder, name), `0000:1\r\n${suffix}:12\r\n`)
      assert.equal(await compromisedPasswords({ folder }, log).has(LEAKED), true)
      rmSync(join(folder, name))
    }
  })

  test('lets a password pass whose file is missing, with a warning that does not show it', async () => {
    warnings.length = 0
    assert.equal(await compromisedPasswords({ folder }, log).has(LEAKED), false)
    assert.equal(warnings.length, 1)
    assert.doesNotMatch(JSON.stringify(warnings), /horse/)
  })
})

describe('an address of ranges', () => {
  const asked: Array<string | undefined> = []
  let status = 200
  const server = createServer((request, response) => {
    asked.push(request.url, request.headers['add-padding'] as string)
    response.writeHead(status).end(`${suffix}:1`)
  })
  let url: string
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/range/`
  })
  after(() => server.close())

  test('learns five digits, and is asked for padding', async () => {
    assert.equal(await compromisedPasswords({ url }, log).has(LEAKED), true)
    assert.deepEqual(asked, [`/range/${prefix}`, 'true'])
  })

  test('lets a password pass when it fails', async () => {
    warnings.length = 0
    status = 503
    assert.equal(await compromisedPasswords({ url }, log).has(LEAKED), false)
    assert.equal(warnings.length, 1)
  })
})
