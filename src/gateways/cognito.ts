import type {
  GetUserPoolClientSessionConfigurationCommandOutput,
  GetUserPoolMfaConfigCommandOutput,
  GetUserPoolSessionConfigurationCommandOutput,
  IdentityProviderType,
  UserPoolClientType,
  UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider'
import type { FormerPoolReader } from '../domain/moving/former-pool-reader.ts'
import { allEntries, type Page } from '../kernel/pages.ts'
import { withoutTrailingSlashes } from '../kernel/web-address.ts'
import { addressOfAws, type Cognito, type CognitoAddress, openCognito } from './cognito-client.ts'
import { toFormerFactors, toFormerGroup, toFormerUser } from './cognito-former.ts'
import { type FormerPages, formerPages } from './cognito-pages.ts'

/** A pool of the real service, read call by call. Its settings keep the shapes of the service. */
export interface DescribedFormerPool extends FormerPoolReader, FormerPages {
  /** Where the last call went; undefined: to AWS. */
  endpoint(): string | undefined
  describe(): Promise<UserPoolType>
  mfaConfig(): Promise<GetUserPoolMfaConfigCommandOutput>
  clientIds(token?: string): Promise<Page<string>>
  describeClient(id: string): Promise<UserPoolClientType>
  sessionConfiguration(): Promise<GetUserPoolSessionConfigurationCommandOutput>
  clientSessionConfiguration(id: string): Promise<GetUserPoolClientSessionConfigurationCommandOutput>
  identityProviders(): Promise<readonly IdentityProviderType[]>
  close(): void
}

/** Runs a call when it is its turn, and again where the service asks for that. */
export type Pacing = <Answer>(call: () => Promise<Answer>) => Promise<Answer>

/** AWS: the largest pages of these lists. */
const PAGE = 60
const PROVIDERS = 60
/** Milliseconds for one call. */
const PATIENCE = 20_000

/** Rejects where the AWS SDK is not installed. */
export async function openFormerPool(
  UserPoolId: string,
  address: CognitoAddress,
  paced: Pacing,
): Promise<DescribedFormerPool> {
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
      return { entries: (answer.Groups ?? []).map(toFormerGroup), next: answer.NextToken }
    },

    async users(PaginationToken) {
      const input = { UserPoolId, Limit: PAGE, ...(PaginationToken && { PaginationToken }) }
      const answer = await paced(() => client.send(new sdk.ListUsersCommand(input)))
      return { entries: (answer.Users ?? []).map((user) => toFormerUser(user)), next: answer.PaginationToken }
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
      const input = { UserPoolId, Username }
      return toFormerFactors(await paced(() => client.send(new sdk.AdminGetUserCommand(input))))
    },

    async identityProviders() {
      const names = await allEntries(async (NextToken: string | undefined) => {
        const input = { UserPoolId, MaxResults: PROVIDERS, ...(NextToken && { NextToken }) }
        const answer = await paced(() => client.send(new sdk.ListIdentityProvidersCommand(input)))
        const entries = (answer.Providers ?? []).flatMap(({ ProviderName }) => ProviderName ?? [])
        return { entries, next: answer.NextToken }
      })
      const described: IdentityProviderType[] = []
      for (const ProviderName of names) {
        const input = { UserPoolId, ProviderName }
        const answer = await paced(() => client.send(new sdk.DescribeIdentityProviderCommand(input)))
        if (answer.IdentityProvider) described.push(answer.IdentityProvider)
      }
      return described
    },

    ...formerPages(opened, UserPoolId, paced),

    close: () => client.destroy(),
  }
}

/** Returns where the last call went: the environment and configuration files can change the address. */
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
