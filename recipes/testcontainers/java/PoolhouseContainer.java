// Not run by a test: it needs a Docker engine.
import java.net.URI;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** {@code CognitoIdentityProviderClient.builder().endpointOverride(container.endpoint())…} */
public class PoolhouseContainer extends GenericContainer<PoolhouseContainer> {
  public static final String ACCESS_KEY_ID = "test";
  public static final String SECRET_ACCESS_KEY = "test-secret-of-our-tests";
  /** Opens {@code /inbox/messages}, which returns the codes that were sent. */
  public static final String INBOX_TOKEN = "inbox-token-of-our-tests";

  public PoolhouseContainer(String seedFile) {
    super(DockerImageName.parse("poolhouse"));
    withExposedPorts(7665);
    withCopyFileToContainer(MountableFile.forHostPath(seedFile), "/seed.yaml");
    withEnv("POOLHOUSE_SEED_FILE", "/seed.yaml");
    withEnv("POOLHOUSE_ISSUER_FORM", "aws");
    withEnv("POOLHOUSE_ROOT_ACCESS_KEY_ID", ACCESS_KEY_ID);
    withEnv("POOLHOUSE_ROOT_SECRET_ACCESS_KEY", SECRET_ACCESS_KEY);
    withEnv("POOLHOUSE_INBOX_TOKEN", INBOX_TOKEN);
    withEnv("POOLHOUSE_ADDRESS_FAILURES", "unlimited");
    withEnv("POOLHOUSE_MESSAGES_PER_USER", "unlimited");
    withEnv("POOLHOUSE_MESSAGES_PER_RECIPIENT", "unlimited");
    withEnv("POOLHOUSE_MESSAGES_PER_ADDRESS", "unlimited");
    waitingFor(Wait.forHttp("/ready").forPort(7665));
  }

  public URI endpoint() {
    return URI.create("http://" + getHost() + ":" + getMappedPort(7665));
  }
}
