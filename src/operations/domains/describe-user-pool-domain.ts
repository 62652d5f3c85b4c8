import { domainIn } from '../../domain/domains/domain-in.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toDomainDescription } from './domain-shapes.ts'

export const DescribeUserPoolDomain = operation('DescribeUserPoolDomain', {
  access: iam.onService,
  neverRaises: {
    ResourceNotFoundException: 'the description of an unknown domain is empty',
  },

  async handle({ Domain }, { storage: { stores }, region, account, publicUrl }) {
    const domain = await domainIn(stores, region, Domain)
    return { DomainDescription: domain ? toDomainDescription(domain, { account, publicUrl }) : {} }
  },
})
