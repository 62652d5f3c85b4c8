// What Terraform knows of a resource, and how it decides what to do: by the configuration, the state that was read, and
// the provider's schema. Only as much of it as the user pool resources of the AWS provider need.
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'

/** Arguments and attributes by name. A block is an object. Sets, and repeated blocks, are arrays whose order is ignored. */
// biome-ignore lint/suspicious/noExplicitAny: configurations and states of every resource
export type Values = Readonly<Record<string, any>>

export interface Argument {
  readonly required?: true
  /** What Terraform plans if the configuration leaves the argument out. */
  readonly default?: unknown
  /** If the configuration leaves it out, it stays as it is: it is Computed, or the provider ignores the difference. */
  readonly kept?: true
  /** The API sets it, too, when another argument changes. */
  readonly follows?: true
  /** A change needs a new resource (ForceNew). */
  readonly replaces?: true
  /** The arguments of a block that occurs once. */
  readonly block?: Arguments
}

export type Arguments = Readonly<Record<string, Argument>>

/** A resource of the provider: its schema, and the calls of the API that it makes. States are returned as the provider sets them. */
export interface Resource {
  readonly type: string
  /** The operations that it calls, in alphabetical order. */
  readonly calls: readonly string[]
  readonly arguments: Arguments
  /** The provider itself reads the resource at the end of each change. */
  readonly readsBack?: true
  /** A destroy only forgets the resource. */
  readonly outlives?: true
  create(client: CognitoIdentityProviderClient, planned: Values): Promise<Values>
  /** Undefined if the resource is gone. */
  read(client: CognitoIdentityProviderClient, state: Values): Promise<Values | undefined>
  update(client: CognitoIdentityProviderClient, planned: Values, prior: Values): Promise<Values>
  /** Succeeds if the resource is gone already. */
  delete(client: CognitoIdentityProviderClient, state: Values): Promise<void>
  /** What a user passes to `terraform import`. */
  importId(state: Values): string
  /** The state that this id gives, from which the resource is read. */
  imported(id: string): Values
}

/** What the next apply would make of a resource. */
export function planOf(schema: Arguments, config: Values, prior: Values = {}): Values {
  const planned: Record<string, unknown> = { ...prior }
  for (const [name, argument] of Object.entries(schema)) {
    planned[name] = plannedValue(argument, config[name], prior[name])
  }
  return planned
}

function plannedValue(argument: Argument, configured: unknown, prior: unknown): unknown {
  if (configured === undefined) return argument.kept ? prior : argument.default
  return argument.block
    ? planOf(argument.block, configured as Values, prior as Values | undefined)
    : configured
}

export interface Difference {
  readonly planned: unknown
  readonly prior: unknown
}

/** Where a plan differs from the state, by argument. A plan without any is empty: nothing would be done. */
export function differences(
  names: Iterable<string>,
  planned: Values,
  prior: Values,
): Record<string, Difference> {
  const found: Record<string, Difference> = {}
  for (const name of names) {
    const [wanted, present] = [comparable(planned[name]), comparable(prior[name])]
    if (JSON.stringify(wanted) !== JSON.stringify(present)) found[name] = { planned: wanted, prior: present }
  }
  return found
}

/** For the provider, no value, zero, false and an empty text or list are the same; a block without content is there. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) {
    const entries = value.map((entry) => JSON.stringify(comparable(entry))).sort()
    return entries.length > 0 ? entries : undefined
  }
  if (typeof value !== 'object' || value === null) return value || undefined
  const members = Object.entries(value).map(([name, member]) => [name, comparable(member)] as const)
  return Object.fromEntries(members.filter(([, it]) => it !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)))
}
