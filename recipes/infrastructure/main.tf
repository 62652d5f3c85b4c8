# Its resources are replayed by a test; the provider itself is not run.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region     = "eu-west-1"
  access_key = "test" # POOLHOUSE_ROOT_ACCESS_KEY_ID, or a key of `poolhouse credentials`
  secret_key = "test-secret-of-our-tests"

  endpoints {
    cognitoidp = "http://localhost:7665"
  }

  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

resource "aws_cognito_user_pool" "app" {
  name                     = "app"
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
}

resource "aws_cognito_user_pool_client" "web" {
  name                = "web"
  user_pool_id        = aws_cognito_user_pool.app.id
  explicit_auth_flows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
}

output "user_pool_id" { value = aws_cognito_user_pool.app.id }
output "client_id" { value = aws_cognito_user_pool_client.web.id }
