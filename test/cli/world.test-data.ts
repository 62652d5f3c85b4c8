export const POOL = 'eu-west-1_Example01'
export const CLIENT = 'web00000000000000000000001'
export const SECRET = 'secret0of0the0world0that0is0long'
export const SUB = '11111111-2222-7333-8444-555555555555'
/** Of carol's authenticator app. */
export const SECRET_CODE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
export const PASSWORD = 'Correct-horse-1'

/** The first bytes of a PNG file, in base64. */
export const LOGO = 'iVBORw0KGgo='

/** A world with some of everything. */
export const WORLD = `
UserPools:
  - Id: ${POOL}
    PoolName: app
    UsernameAttributes: [email]
    UserPoolTags: { team: blue }
    Policies:
      PasswordPolicy: { MinimumLength: 10 }
    Schema:
      - { Name: tier, AttributeDataType: String, Mutable: true }
    ResourceServers:
      - Identifier: orders
        Name: Orders
        Scopes: [{ ScopeName: read, ScopeDescription: Reads orders }]
    UserPoolClients:
      - ClientId: ${CLIENT}
        ClientName: web
        ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH]
      - ClientId: backend0000000000000000001
        ClientName: backend
        ClientSecret: ${SECRET}
        AllowedOAuthFlowsUserPoolClient: true
        AllowedOAuthFlows: [client_credentials]
        AllowedOAuthScopes: [orders/read]
    Domains:
      - { Domain: app, ManagedLoginVersion: 2 }
    UICustomizations:
      - { CSS: ".label-customizable { color: red }", ImageFile: ${LOGO} }
    ManagedLoginBrandings:
      - ClientId: ${CLIENT}
        Settings: { categories: { global: { colorSchemeMode: DARK } } }
        Assets: [{ Category: FORM_LOGO, ColorMode: DARK, Extension: PNG, Bytes: ${LOGO} }]
    Terms:
      - ClientId: ${CLIENT}
        TermsName: terms-of-use
        TermsSource: LINK
        Enforcement: NONE
        Links: { "cognito:default": https://example.com/terms }
    Groups:
      - { GroupName: admins, Precedence: 1 }
    Users:
      - Username: alice@example.com
        Sub: ${SUB}
        Password: ${PASSWORD}
        UserAttributes:
          - { Name: email_verified, Value: "true" }
          - { Name: "custom:tier", Value: gold }
        Groups: [admins]
      - Username: bob@example.com
        TemporaryPassword: ${PASSWORD}
  - Id: us-east-1_Example02
    PoolName: other
    MfaConfig:
      MfaConfiguration: OPTIONAL
      SoftwareTokenMfaConfiguration: { Enabled: true }
    IdentityProviders:
      - ProviderName: Okta
        ProviderType: OIDC
        ProviderDetails:
          client_id: poolhouse
          client_secret: ${SECRET}
          authorize_scopes: openid
          oidc_issuer: https://idp.example.com
          attributes_request_method: GET
        AttributeMapping: { email: mail }
        IdpIdentifiers: [example.com]
        AcrMapping: { Level1: basic }
    UserPoolClients:
      - ClientId: strict0000000000000000001
        ClientName: strict
        ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH]
        SupportedIdentityProviders: [COGNITO, Okta]
    Users:
      - Username: carol
        Password: ${PASSWORD}
        SoftwareToken: { SecretCode: ${SECRET_CODE}, FriendlyDeviceName: phone }
        Identities:
          - { ProviderName: Okta, ProviderAttributeName: email, ProviderAttributeValue: carol@example.com }
        MfaPreference: { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }
`
