import type {
  GetUserPoolClientSessionConfigurationCommandOutput,
  GetUserPoolMfaConfigCommandOutput,
  GetUserPoolSessionConfigurationCommandOutput,
  GroupType,
  UserPoolClientType,
  UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider'
import type { FormerUser } from '../domain/moving/former-pool.ts'
import { withoutTrailingSlashes } from '../kernel/web-address.ts'
import { addressOfAws, type Cognito, type CognitoAddress, openCognito } from './cognito-client.ts'
import { toFormerUser } from './cognito-user.ts'

export interface Page<Entry> {
  readonly entries: readonly Entry[]
  /** Undefined on the last page. */
  readonly next: string | undefined
}

/** A pool of the real service, read call by call. Whatever is read keeps the words of the service but for users. */
export interface OldPool {
  /** Where calls have gone, after the first one; undefined: to AWS. */
  endpoint(): string | undefined
  describe(): Promise<UserPoolType>
  mfaConfig(): Promise<GetUserPoolMfaConfigCommandOutput>
  clientIds(token?: string): Promise<Page<string>>
  describeClient(id: string): Promise<UserPoolClientType>
  sessionConfiguration(): Promise<GetUserPoolSessionConfigurationCommandOutput>
  clientSessionConfiguration(id: string): Promise<GetUserPoolClientSessionConfigurationCommandOutput>
  groups(token?: string): Promise<Page<GroupType>>
  users(token?: string): Promise<Page<FormerUser>>
  /** The `sub` of each member. */
  members(group: string, token?: string): Promise<Page<string>>
  /** Of a user with this name: `SMS_MFA`, `SOFTWARE_TOKEN_MFA`, `EMAIL_OTP`. */
  secondFactors(username: string): Promise<readonly string[]>
  identityProviders(): Promise<readonly string[]>
  resourceServers(): Promise<readonly string[]>
  close(): void
}

/** Runs a call: when it is its turn, and again where the service asks for that. */
export type Pacing = <Answer>(call: () => Promise<Answer>) => Promise<Answer>

/** AWS: the largest pages that these lists have. */
const PAGE = 60
const PROVIDERS = 60
const SERVERS = 50
/** Milliseconds for one call. */
const PATIENCE = 20_000

export async function openOldPool(
  UserPoolId: string,
  address: CognitoAddress,
  paced: Pacing,
): Promise<OldPool> {
  const opened = await openCognito(address, {
    maxAttempts: 1,
    requestHandler: { requestTimeout: PATIENCE, throwOnRequestTimeout: true, connectionTimeout: PATIENCE },
  })
  const { sdk, client } = opened
  const calledAddress = watchAddress(opened)

  return {
    endpoint() {
      const called = calledAddress()
      return called === addressOfAws(opened, address.region) ? undefined : called
    },

    async describe() {
      const { UserPool } = await paced(() => client.send(new sdk.DescribeUserPoolCommand({ UserPoolId })))
      return UserPool ?? {}
    },

    mfaConfig: () => paced(() => client.send(new sdk.GetUserPoolMfaConfigCommand({ UserPoolId }))),

    async clientIds(NextToken) {
      const input = { UserPoolId, MaxResults: PAGE, ...(NextToken && { NextToken }) }
      const answer = await paced(() => client.send(new sdk.ListUserPoolClientsCommand(input)))
      const entries = (answer.UserPoolClients ?? []).flatMap(({ ClientId }) => ClientId ?? [])
      return { entries, next: answer.NextToken }
    },

    async describeClient(ClientId) {
      const input = { UserPoolId, ClientId }
      const answer = await paced(() => client.send(new sdk.DescribeUserPoolClientCommand(input)))
      return answer.UserPoolClient ?? {}
    },

    sessionConfiguration: () =>
      paced(() => client.send(new sdk.GetUserPoolSessionConfigurationCommand({ UserPoolId }))),

    clientSessionConfiguration(ClientId) {
      const input = { UserPoolId, ClientId }
      return paced(() => client.send(new sdk.GetUserPoolClientSessionConfigurationCommand(input)))
    },

    async groups(NextToken) {
      const input = { UserPoolId, Limit: PAGE, ...(NextToken && { NextToken }) }
      const answer = await paced(() => client.send(new sdk.ListGroupsCommand(input)))
      return { entries: answer.Groups ?? [], next: answer.NextToken }
    },

    async users(PaginationToken) {
      const input = { UserPoolId, Limit: PAGE, ...(PaginationToken && { PaginationToken }) }
      const answer = await paced(() => client.send(new sdk.ListUsersCommand(input)))
      return { entries: (answer.Users ?? []).map(toFormerUser), next: answer.PaginationToken }
    },

    async members(GroupName, NextToken) {
      const input = { UserPoolId, GroupName, Limit: PAGE, ...(NextToken && { NextToken }) }
      const answer = await paced(() => client.send(new sdk.ListUsersInGroupCommand(input)))
      const entries = (answer.Users ?? []).flatMap(
        ({ Attributes = [] }) => Attributes.find(({ Name }) => Name === 'sub')?.Value ?? [],
      )
      return { entries, next: answer.NextToken }
    },

    async secondFactors(Username) {
      const answer = await paced(() => client.send(new sdk.AdminGetUserCommand({ UserPoolId, Username })))
      if (answer.UserMFASettingList !== undefined) return answer.UserMFASettingList
      // AWS: the older form, which knows text messages alone.
      return (answer.MFAOptions ?? []).length > 0 ? ['SMS_MFA'] : []
    },

    identityProviders: () =>
      all(async (NextToken) => {
        const input = { UserPoolId, MaxResults: PROVIDERS, ...(NextToken && { NextToken }) }
        const answer = await paced(() => client.send(new sdk.ListIdentityProvidersCommand(input)))
        const entries = (answer.Providers ?? []).flatMap(({ ProviderName }) => ProviderName ?? [])
        return { entries, next: answer.NextToken }
      }),

    resourceServers: () =>
      all(async (NextToken) => {
        const input = { UserPoolId, MaxResults: SERVERS, ...(NextToken && { NextToken }) }
        const answer = await paced(() => client.send(new sdk.ListResourceServersCommand(input)))
        const entries = (answer.ResourceServers ?? []).flatMap(({ Identifier }) => Identifier ?? [])
        return { entries, next: answer.NextToken }
      }),

    close: () => client.destroy(),
  }
}

async function all<Entry>(list: (token?: string) => Promise<Page<Entry>>): Promise<readonly Entry[]> {
  const found: Entry[] = []
  let token: string | undefined
  do {
    const { entries, next } = await list(token)
    found.push(...entries)
    token = next
  } while (token !== undefined)
  return found
}

/** Answers where the last call went, which environment and configuration files have a say in. */
function watchAddress({ client }: Cognito): () => string | undefined {
  let address: string | undefined
  client.middlewareStack.add(
    (next) => (args) => {
      const { protocol, hostname, port, path } = args.request as HttpRequest
      const origin = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`
      address = withoutTrailingSlashes(`${origin}${path}`)
      return next(args)
    },
    { step: 'finalizeRequest', name: 'watchAddress' },
  )
  return () => address
}

interface HttpRequest {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
}
