import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { type DatabaseAddress, openDatabase } from '../../../src/storage/driver/open-database.ts'
import { storedBytes } from '../../stores/stored-bytes.ts'
import { onPostgresql } from '../../support/databases.ts'
import { openJourneys } from '../../support/journeys.ts'
import { type Traces, travel } from './secret-journey.ts'
import { findSecrets, type Places } from './secrets.ts'

/** What the journey leaves in the tables and the log of a server that has ended. */
async function tracesIn(database: DatabaseAddress): Promise<Traces & { readonly places: Places }> {
  const it = await openJourneys({ database })
  const traces = await travel(it).finally(() => it.close())
  const opened = await openDatabase(database)
  try {
    const events = await opened.all<{ record: string }>('select record from audit_events')
    const places = {
      'the tables': await storedBytes(opened),
      'the audit trail': Buffer.from(events.map(({ record }) => record).join('\n')),
      'the log': Buffer.from(it.house.logLines.join('')),
    }
    return { ...traces, places }
  } finally {
    await opened.close()
  }
}

function assertHidden({ secrets }: Traces, places: Places): void {
  assert.ok(secrets.size > 40, `${secrets.size} secrets`)
  assert.deepEqual(findSecrets(secrets, places), [])
}

function assertSearched({ sub }: Traces, places: Places): void {
  for (const place of ['the tables', 'the audit trail']) assert.ok(places[place]?.includes(sub), place)
  assert.ok(places['the log']?.includes('RespondToAuthChallenge'))
}

describe('on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-'))
  after(() => rmSync(folder, { recursive: true }))

  test('no secret can be read in tables, files, audit trail or log', async () => {
    const traces = await tracesIn({ file: join(folder, 'poolhouse.db') })
    const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))] as const)
    const places = { ...traces.places, ...Object.fromEntries(files) }
    assertSearched(traces, places)
    assertHidden(traces, places)
  })
})

onPostgresql((newUrl) => {
  const url = newUrl()

  test('no secret can be read in tables, audit trail or log', async () => {
    const traces = await tracesIn({ url })
    assertSearched(traces, traces.places)
    assertHidden(traces, traces.places)
  })
})

describe('the search', () => {
  const digest = '5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5' // SHA-256 of 12345
  const cases: [secret: string, text: string, found: string[]][] = [
    ['Correct-Horse-7', 'password=Correct-Horse-7;', ['it is']],
    ['Correct-Horse-7', Buffer.from('Correct-Horse-7').toString('hex'), ['hexadecimal digits']],
    ['12345', digest, ['SHA-256 in hexadecimal digits']],
    ['123456', 'code 123456.', ['it is']],
    ['123456', 'at 1123456 or in 0ab-123456', []],
    [`${'a'.repeat(40)}${'b'.repeat(40)}`, 'b'.repeat(40), ['it is']],
    ['Correct-Horse-7', 'Correct-Horse-8', []],
  ]
  for (const [secret, text, found] of cases) {
    test(`finds ${secret.slice(0, 15)} in ${text.slice(0, 30)}: ${found.length > 0}`, () => {
      const expected = found.map((form) => `it in place as ${form}`)
      const actual = findSecrets(new Map([['it', secret]]), { place: Buffer.from(text) })
      assert.deepEqual(actual, expected)
    })
  }
})
