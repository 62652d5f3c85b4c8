# Calls the server at the address given, with the keys of the environment, and prints what it answers as one JSON object.
import json
import sys

import boto3

idp = boto3.client("cognito-idp", endpoint_url=sys.argv[1])
told = {}


def refused(call, **parameters):
    try:
        call(**parameters)
    except idp.exceptions.ClientError as error:
        return [type(error).__name__, error.response["Error"]["Code"], error.response["Error"]["Message"]]
    return None


pool = idp.create_user_pool(PoolName="boto3")["UserPool"]
in_pool = {"UserPoolId": pool["Id"]}
told["arn"] = pool["Arn"]
told["created"] = pool["CreationDate"].isoformat()

attribute = {"Name": "city", "AttributeDataType": "String", "StringAttributeConstraints": {"MaxLength": "9"}}
added = idp.add_custom_attributes(**in_pool, CustomAttributes=[attribute])
told["added"] = added["ResponseMetadata"]["HTTPStatusCode"]
schema = idp.describe_user_pool(**in_pool)["UserPool"]["SchemaAttributes"]
told["attributes"] = [entry for entry in schema if entry["Name"].startswith("custom:")]
told["twice"] = refused(idp.add_custom_attributes, **in_pool, CustomAttributes=[attribute])

idp.tag_resource(ResourceArn=pool["Arn"], Tags={"team": "red"})
told["tags"] = idp.list_tags_for_resource(ResourceArn=pool["Arn"])["Tags"]

for name in ["one", "two", "three"]:
    idp.create_user_pool_client(**in_pool, ClientName=name)
pages = idp.get_paginator("list_user_pool_clients").paginate(**in_pool, PaginationConfig={"PageSize": 2})
told["clients"] = [[client["ClientName"] for client in page["UserPoolClients"]] for page in pages]

flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
app = idp.create_user_pool_client(**in_pool, ClientName="app", ExplicitAuthFlows=flows)["UserPoolClient"]
client = {"ClientId": app["ClientId"]}
signed_up = idp.sign_up(**client, Username="bert", Password="Correct-Horse-1")
idp.admin_confirm_sign_up(**in_pool, Username="bert")


def sign_in(password):
    parameters = {"USERNAME": "bert", "PASSWORD": password}
    return {**client, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": parameters}


told["wrong_password"] = refused(idp.initiate_auth, **sign_in("Wrong-Horse-1"))
tokens = idp.initiate_auth(**sign_in("Correct-Horse-1"))["AuthenticationResult"]
user = idp.get_user(AccessToken=tokens["AccessToken"])
told["user"] = user["Username"]
told["same_sub"] = {"Name": "sub", "Value": signed_up["UserSub"]} in user["UserAttributes"]

print(json.dumps(told))
