"""Not run by a test: it needs a Docker engine.   pip install testcontainers boto3"""

import time
import urllib.request
from contextlib import contextmanager

import boto3
from testcontainers.core.container import DockerContainer

ACCESS_KEY_ID, SECRET_ACCESS_KEY = "test", "test-secret-of-our-tests"
# Opens /inbox/messages, which returns the codes that were sent.
INBOX_TOKEN = "inbox-token-of-our-tests"


@contextmanager
def poolhouse(seed_file, region="eu-west-1"):
    """Starts the image with the absolute path of a seed file, and yields a client."""
    container = (
        DockerContainer("poolhouse")
        .with_exposed_ports(7665)
        .with_volume_mapping(seed_file, "/seed.yaml", "ro")
        .with_env("POOLHOUSE_SEED_FILE", "/seed.yaml")
        .with_env("POOLHOUSE_ISSUER_FORM", "aws")
        .with_env("POOLHOUSE_ROOT_ACCESS_KEY_ID", ACCESS_KEY_ID)
        .with_env("POOLHOUSE_ROOT_SECRET_ACCESS_KEY", SECRET_ACCESS_KEY)
        .with_env("POOLHOUSE_INBOX_TOKEN", INBOX_TOKEN)
        .with_env("POOLHOUSE_ADDRESS_FAILURES", "unlimited")
        .with_env("POOLHOUSE_MESSAGES_PER_USER", "unlimited")
        .with_env("POOLHOUSE_MESSAGES_PER_RECIPIENT", "unlimited")
        .with_env("POOLHOUSE_MESSAGES_PER_ADDRESS", "unlimited")
    )
    with container:
        endpoint = f"http://{container.get_container_host_ip()}:{container.get_exposed_port(7665)}"
        wait_until_ready(f"{endpoint}/ready")
        yield boto3.client(
            "cognito-idp",
            endpoint_url=endpoint,
            region_name=region,
            aws_access_key_id=ACCESS_KEY_ID,
            aws_secret_access_key=SECRET_ACCESS_KEY,
        )


def wait_until_ready(url, patience=60):
    end = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            if time.monotonic() > end:
                raise
        time.sleep(0.2)
