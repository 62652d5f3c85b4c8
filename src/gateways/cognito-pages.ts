import type {
  DomainDescriptionType,
  ManagedLoginBrandingType,
  ResourceServerType,
  TermsType,
  UICustomizationType,
} from '@aws-sdk/client-cognito-identity-provider'
import { allEntries } from '../kernel/pages.ts'
import type { Cognito } from './cognito-client.ts'

/** What belongs to the pages and endpoints of a pool of the real service, in the shapes of the service. */
export interface FormerPages {
  resourceServers(): Promise<readonly ResourceServerType[]>
  domain(name: string): Promise<DomainDescriptionType>
  /** That of all clients if none is named, or if the client has none. */
  uiCustomization(clientId?: string): Promise<UICustomizationType>
  /** Undefined if the client has none. */
  branding(clientId: string): Promise<ManagedLoginBrandingType | undefined>
  terms(): Promise<readonly TermsType[]>
}

/** AWS: the largest pages of these lists. */
const SERVERS = 50
const TERMS = 60

export function formerPages(
  { sdk, client }: Cognito,
  UserPoolId: string,
  paced: <Answer>(call: () => Promise<Answer>) => Promise<Answer>,
): FormerPages {
  return {
    resourceServers: () =>
      allEntries(async (NextToken: string | undefined) => {
        const input = { UserPoolId, MaxResults: SERVERS, ...(NextToken && { NextToken }) }
        const answer = await paced(() => client.send(new sdk.ListResourceServersCommand(input)))
        return { entries: answer.ResourceServers ?? [], next: answer.NextToken }
      }),

    async domain(Domain) {
      const answer = await paced(() => client.send(new sdk.DescribeUserPoolDomainCommand({ Domain })))
      return answer.DomainDescription ?? {}
    },

    async uiCustomization(ClientId) {
      const input = { UserPoolId, ...(ClientId !== undefined && { ClientId }) }
      const answer = await paced(() => client.send(new sdk.GetUICustomizationCommand(input)))
      return answer.UICustomization ?? {}
    },

    async branding(ClientId) {
      const input = { UserPoolId, ClientId }
      const command = () => client.send(new sdk.DescribeManagedLoginBrandingByClientCommand(input))
      const answer = await paced(command).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined
        throw error
      })
      return answer?.ManagedLoginBranding
    },

    async terms() {
      const ids = await allEntries(async (NextToken: string | undefined) => {
        const input = { UserPoolId, MaxResults: TERMS, ...(NextToken && { NextToken }) }
        const answer = await paced(() => client.send(new sdk.ListTermsCommand(input)))
        return {
          entries: (answer.Terms ?? []).flatMap(({ TermsId }) => TermsId ?? []),
          next: answer.NextToken,
        }
      })
      const described: TermsType[] = []
      for (const TermsId of ids) {
        const input = { UserPoolId, TermsId }
        const { Terms } = await paced(() => client.send(new sdk.DescribeTermsCommand(input)))
        if (Terms) described.push(Terms)
      }
      return described
    },
  }
}
