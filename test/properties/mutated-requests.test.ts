// Whatever is sent, the server answers soon and within the contract, and an error leaves nothing behind.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { operationNamed } from '../../src/contract/model.ts'
import { type Poolhouse, startPoolhouse } from '../support/poolhouse.ts'
import { SEED } from '../support/seed.ts'
import { chanceOf } from './mutated-requests-chance.ts'
import { type Mutated, mutated } from './mutated-requests-changes.ts'
import { allOperations, newWorld, placed, sampleInputs, type World } from './mutated-requests-inputs.ts'
import { type Lane, openLane, type RawAnswer } from './mutated-requests-lane.ts'
import { changedTables, type Tables, watch } from './mutated-requests-tables.ts'

const REQUESTS = 20_000
const BATCH = 100
const BATCHES_PER_WORLD = 20
/** Long enough for the failures of the address of all these requests to be forgotten. */
const BREAK = 301_000
const BATCHES_PER_BREAK = 5
const LANES = 8
const SAMPLES = 16

const FRONT_END = new Set([
  'AccessDeniedException',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'RequestEntityTooLargeException',
  'SerializationException',
  'UnknownOperationException',
  'UnrecognizedClientException',
])

/** The responses of node's parser to what is hardly HTTP. */
const BARE = new Set([400, 417, 431])

const faults: string[] = []
const folder = mkdtempSync(join(tmpdir(), 'poolhouse-mutated-'))
let house: Poolhouse
let tables: Tables
let lanes: Lane[]

before(async () => {
  const file = join(folder, 'poolhouse.sqlite')
  house = await startPoolhouse({ database: { file } })
  tables = await watch(file)
  lanes = Array.from({ length: LANES }, () => openLane(Number(new URL(house.url).port)))
})
after(async () => {
  for (const lane of lanes ?? []) lane.close()
  await tables?.close()
  await house?.close() // fails if the server logged an error
  rmSync(folder, { recursive: true })
})

test(`${REQUESTS} mutated requests are answered by the contract, and errors change nothing`, async (t) => {
  t.diagnostic(`POOLHOUSE_TEST_SEED=${SEED}`)
  const chance = chanceOf(SEED)
  const inputs = new Map(allOperations.map((name, i) => [name, sampleInputs(name, SAMPLES, SEED + i)]))
  const outcomes = new Map<string, number>()
  let world: World = {}
  let passed = 0

  for (let batch = 0; batch < REQUESTS / BATCH; batch++) {
    if (batch % BATCHES_PER_BREAK === 0) {
      house.passTime(BREAK)
      passed += BREAK
    }
    if (batch % BATCHES_PER_WORLD === 0) world = await newWorld(house.client())
    const requests = Array.from({ length: BATCH }, () => {
      const operation = chance.pick(allOperations)
      const input = placed(operation, chance.pick(inputs.get(operation) ?? []), world)
      return mutated({ operation, input, host: new URL(house.url).host, now: Date.now() + passed }, chance)
    })
    for (let i = 0; i < BATCH; i += LANES) {
      const before = await tables.changes()
      const refused = await sendAll(requests.slice(i, i + LANES), outcomes)
      if (changedTables(before, await tables.changes()).length > 0) await checkLeavesNothing(refused)
    }
  }
  t.diagnostic(
    [...outcomes]
      .map(([name, times]) => `${name} ${times}`)
      .sort()
      .join(', '),
  )
  assert.deepEqual(faults.slice(0, 10), [])
  assert.ok((outcomes.get('success') ?? 0) > REQUESTS / 50, 'hardly a request succeeded')
})

/** Sends one over each lane, all at once, and returns those that were refused. */
async function sendAll(requests: readonly Mutated[], outcomes: Map<string, number>): Promise<Mutated[]> {
  const refused = await Promise.all(
    requests.map(async (request, i) => {
      const outcome = await outcomeOn(lanes[i] ?? assert.fail('no lane'), request)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      return outcome === 'success' ? [] : [request]
    }),
  )
  return refused.flat()
}

/** One after the other, so that a change can be traced to its request. */
async function checkLeavesNothing(requests: readonly Mutated[]): Promise<void> {
  const [lane] = lanes
  if (!lane) return
  let before = await tables.changes()
  for (const request of requests) {
    const outcome = await outcomeOn(lane, request)
    const after = await tables.changes()
    const changed = changedTables(before, after)
    if (outcome !== 'success' && changed.length > 0) fault(`${outcome}, but changed ${changed}`, request)
    before = after
  }
}

/** 'success' or the name of the error, which must be one that this operation may return. */
async function outcomeOn(lane: Lane, request: Mutated): Promise<string> {
  try {
    const answer = await lane.send(request)
    const outcome = outcomeOf(answer, request)
    if (outcome !== undefined) return outcome
    fault(`${answer.status} ${answer.body.slice(0, 300)}`, request)
  } catch (error) {
    fault((error as Error).message, request)
  }
  return 'fault'
}

/** Undefined if the response does not match the contract. */
function outcomeOf({ status, headers, body }: RawAnswer, request: Mutated): string | undefined {
  if (request.unreadable && body === '' && BARE.has(status)) return `HTTP ${status}`
  if (!/^[0-9a-f-]{36}$/.test(headers.get('x-amzn-requestid') ?? '')) return undefined
  if (status === 200) return 'success'
  const name = errorIn(body)
  const right = status === (name === 'RequestEntityTooLargeException' ? 413 : 400)
  const declared =
    operationNamed(request.operation).errors.includes(name) && name !== 'InternalErrorException'
  const titled = headers.get('x-amzn-errortype') === `${name}:`
  return right && titled && (declared || FRONT_END.has(name)) ? name : undefined
}

function fault(what: string, { operation, change, method, target, headers, body }: Mutated): void {
  const head = headers.map(([name, value]) => `${name}: ${value.slice(0, 300)}`).join('\n')
  const text = body.toString('utf8', 0, 2000)
  faults.push(`${operation}, mutated ${change}: ${what}\n${method} ${target}\n${head}\n\n${text}`)
}

function errorIn(body: string): string {
  try {
    return JSON.parse(body).__type ?? ''
  } catch {
    return ''
  }
}
