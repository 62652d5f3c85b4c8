import { duration } from '../../config/values.ts'
import type { AccessKeyStatus } from '../../domain/iam/access-key.ts'
import type { Policy } from '../../domain/iam/policy.ts'
import { unknownKeys } from '../../domain/iam/unknown-keys.ts'
import type { Storage } from '../../domain/stores.ts'
import type { CommandRun } from '../command/audit-entry.ts'
import { optionValue } from '../command/option-value.ts'
import { assertCreatable, createCredentials } from './create.ts'
import { type Format, formatCredentials } from './format.ts'
import { changeStatus, deleteKey, deletePrincipal, rotateKey } from './keys.ts'
import { putPolicy } from './policy.ts'
import { type Kind, type Named, readPolicy, readTags } from './principal.ts'
import { listCredentials, showCredentials } from './show.ts'
import { assertSimulatable, describeSimulation, readContext, simulate } from './simulate.ts'

/** All options of all subcommands; each command has some of them. */
export interface Options {
  readonly name?: string
  readonly policy?: string
  readonly role?: boolean
  readonly tags?: string[]
  readonly temporary?: string
  readonly sessionName?: string
  readonly sessionPolicy?: string
  readonly format?: Format
  readonly disableOld?: boolean
  readonly action?: string
  readonly resource?: string
  readonly context?: string[]
}

export interface Call {
  readonly run: CommandRun
  readonly options: Options
  /** The first argument; '' if the command takes none. */
  readonly argument: string
}

/** Checks the options before the database is opened. Returns the work on it, which returns the text to print. */
export type Handle = (call: Call) => (storage: Storage) => Promise<string>

export const onCreate: Handle = ({ run, options }) => {
  const { name = '', policy, tags, temporary, sessionName, sessionPolicy, format = 'env' } = options
  const request = {
    name,
    kind: kindOf(options),
    policy: policy === undefined ? undefined : readPolicy('--policy', policy),
    tags: readTags(tags),
    temporary: temporary === undefined ? undefined : optionValue('--temporary', temporary, duration),
    sessionName,
    sessionPolicy: sessionPolicy === undefined ? undefined : readPolicy('--session-policy', sessionPolicy),
  }
  assertCreatable(request)
  return async (storage) => {
    const { arn, key } = await createCredentials(storage, request, run)
    if (policy !== undefined && request.policy) warnOfUnknownKeys(policy, request.policy)
    if (sessionPolicy !== undefined && request.sessionPolicy) {
      warnOfUnknownKeys(sessionPolicy, request.sessionPolicy)
    }
    if (key === undefined) {
      printNote(
        `Made ${arn}. A role has no key of its own: make temporary ones with create --role --temporary.`,
      )
      return ''
    }
    printNote(`Made ${key.id} of ${arn}. The secret is shown only this once.`)
    return formatCredentials(format, name, key)
  }
}

export const onRotate: Handle = (call) => async (storage) => {
  const { format = 'env', disableOld = false } = call.options
  const { key, old } = await rotateKey(storage, named(call), disableOld, call.run)
  printNote(`Made ${key.id} of ${call.argument}. The secret is shown only this once.`)
  const fate = disableOld ? 'is disabled.' : 'still works; disable it once nothing uses it.'
  for (const id of old) printNote(`${id} ${fate}`)
  return formatCredentials(format, call.argument, key)
}

export const onList: Handle =
  ({ run }) =>
  (storage) =>
    listCredentials(storage, run.account, run.now)

export const onShow: Handle = (call) => (storage) => showCredentials(storage, named(call), call.run.now)

export const onDisable: Handle = (call) => (storage) => setStatus(storage, call, 'Inactive', 'disabled')

export const onEnable: Handle = (call) => (storage) => setStatus(storage, call, 'Active', 'enabled')

const KEY_ID = /^A[KS]IA[A-Z2-7]{16}$/

export const onDelete: Handle = (call) => async (storage) => {
  const { argument, run } = call
  if (!KEY_ID.test(argument)) return `${await deletePrincipal(storage, named(call), run)} is deleted.\n`
  return `${argument} of ${await deleteKey(storage, argument, run)} is deleted.\n`
}

export const onPutPolicy: Handle = (call) => {
  const file = call.options.policy ?? ''
  const policy = readPolicy('--policy', file)
  return async (storage) => {
    const arn = await putPolicy(storage, named(call), policy, call.run)
    warnOfUnknownKeys(file, policy)
    return `${arn} has the new policy.\n`
  }
}

/** The exit code of `simulate` for a denied request. */
const REFUSED = 2

export const onSimulate: Handle = ({ run, options }) => {
  const { name = '', action = '', resource = '', context } = options
  const request = { action, resource, context: readContext(context) }
  assertSimulatable(request)
  const principal: Named = { kind: kindOf(options), accountId: run.account, name }
  return async (storage) => {
    const simulation = await simulate(storage, principal, request, run.now)
    if (simulation.decision !== 'allowed') process.exitCode = REFUSED
    return describeSimulation(simulation)
  }
}

async function setStatus(storage: Storage, { argument, run }: Call, status: AccessKeyStatus, word: string) {
  return `${argument} of ${await changeStatus(storage, argument, status, run)} is ${word}.\n`
}

function named({ options, argument, run }: Call): Named {
  return { kind: kindOf(options), accountId: run.account, name: argument }
}

function kindOf({ role }: Options): Kind {
  return role ? 'role' : 'user'
}

/** Warns of unknown condition keys: with them, the policy may not do what its author meant. */
function warnOfUnknownKeys(file: string, policy: Policy): void {
  for (const sentence of unknownKeys(policy)) printNote(`Warning: ${file}: ${sentence}`)
}

/** Prints to stderr, so that stdout contains only the credentials. */
function printNote(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}
