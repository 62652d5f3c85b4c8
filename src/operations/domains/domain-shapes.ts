import type {
  CustomDomainConfigType,
  DomainDescriptionType,
  RoutingType,
  UpdateUserPoolDomainResponse,
} from '../../contract/generated/types.ts'
import { assetBucket } from '../../domain/domains/asset-bucket.ts'
import type { CustomDomain, Failover, UserPoolDomain } from '../../domain/domains/user-pool-domain.ts'
import { compactDate } from '../../kernel/compact-date.ts'
import { hostOf } from '../../kernel/web-address.ts'

export function toCustomDomain(config: CustomDomainConfigType | undefined): CustomDomain | undefined {
  return config && { certificateArn: config.CertificateArn, securityPolicy: config.SecurityPolicy }
}

export function toFailover(routing: RoutingType | undefined): Failover | undefined {
  const failover = routing?.Failover
  return (
    failover && {
      secondaryRegion: failover.SecondaryRegion,
      primaryRoute53HealthCheckId: failover.PrimaryRoute53HealthCheckId,
    }
  )
}

function toRouting(failover: Failover | undefined): RoutingType | undefined {
  return (
    failover && {
      Failover: {
        SecondaryRegion: failover.secondaryRegion,
        PrimaryRoute53HealthCheckId: failover.primaryRoute53HealthCheckId,
      },
    }
  )
}

/**
 * What CreateUserPoolDomain and UpdateUserPoolDomain return. Deviation: in place of a CloudFront distribution, the name
 * that DNS must point a custom domain to is the server's own (docs/deviations.md, "domains").
 */
export function toDomainResponse(domain: UserPoolDomain, publicUrl: string): UpdateUserPoolDomainResponse {
  return {
    ManagedLoginVersion: domain.managedLoginVersion,
    CloudFrontDomain: domain.custom && hostOf(publicUrl),
    Routing: toRouting(domain.failover),
  }
}

/** AWS: what is absent for a prefix domain, and the version in form of a date, are as in answers of the service. */
export function toDomainDescription(
  domain: UserPoolDomain,
  { account, publicUrl }: { readonly account: string; readonly publicUrl: string },
): DomainDescriptionType {
  return {
    UserPoolId: domain.userPoolId,
    AWSAccountId: account,
    Domain: domain.domain,
    S3Bucket: assetBucket(domain.region),
    CloudFrontDistribution: hostOf(publicUrl),
    Version: compactDate(domain.createdAt),
    Status: 'ACTIVE',
    CustomDomainConfig: domain.custom && {
      CertificateArn: domain.custom.certificateArn,
      SecurityPolicy: domain.custom.securityPolicy,
    },
    ManagedLoginVersion: domain.managedLoginVersion,
    Routing: toRouting(domain.failover),
  }
}
