package io.driftgate.client.link;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.client.ThreadPoolConfig;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;
import org.glassfish.tyrus.core.HandshakeException;

/**
 * Makes connections with the subprotocol {@code driftgate.v1}. {@link #dial} blocks, and may hang:
 * call it on a thread of its own and put a time limit around it.
 */
public final class Dialer {
  private static final String PROTOCOL = "driftgate.v1";
  private static final int MAX_THREADS = 8;
  private static final int FRAME_HEAD = 64;

  /** Tyrus' threads are one pool of the process, which nothing but this ends; its default is 30. */
  private static final int IDLE_SECONDS = 1;

  private final Optional<SSLContext> tls;
  private final Optional<Supplier<String>> token;
  private final int maxMessage;
  private final long limitMs;

  /**
   * A dialer.
   *
   * @param tls for {@code wss}; empty for the JDK's own trust store
   * @param token asked before each connection, on the thread that dials
   * @param maxMessage the longest message that is taken, in bytes
   * @param limitMs how long an opening handshake may take, in milliseconds
   */
  public Dialer(
      Optional<SSLContext> tls, Optional<Supplier<String>> token, int maxMessage, long limitMs) {
    this.tls = tls;
    this.token = token;
    this.maxMessage = maxMessage;
    this.limitMs = limitMs;
  }

  /** Connects; the ear hears of it, unless an exception says why not. */
  public void dial(URI address, Ear ear) throws Refused {
    String bearer = bearer();
    if (!bearer.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new Refused("the token has characters that no header may have");
    }
    ClientEndpointConfig config =
        ClientEndpointConfig.Builder.create()
            .preferredSubprotocols(List.of(PROTOCOL))
            .configurator(new Bearer(bearer))
            .build();
    try {
      manager().connectToServer(new Heard(ear), config, address);
    } catch (DeploymentException | IOException | RuntimeException e) {
      throw new Refused(reason(e));
    }
  }

  private String bearer() throws Refused {
    try {
      return token.map(Supplier::get).orElse("");
    } catch (RuntimeException e) {
      throw new Refused("no token: " + e.getClass().getSimpleName());
    }
  }

  /** Never the exception's own text: a header may be in it. */
  private static String reason(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof HandshakeException refused) {
        return "the gate answered the handshake with " + refused.getHttpStatusCode();
      }
    }
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "no connection: " + root.getClass().getSimpleName();
  }

  /** Only the pool's maximum is set: with core = maximum, connecting hangs for ever. */
  private ClientManager manager() {
    ClientManager manager = ClientManager.createClient(JdkClientContainer.class.getName());
    Map<String, Object> properties = manager.getProperties();
    properties.put(
        ClientProperties.WORKER_THREAD_POOL_CONFIG,
        ThreadPoolConfig.defaultConfig()
            .setPoolName("driftgate-socket")
            .setDaemon(true)
            .setMaxPoolSize(MAX_THREADS));
    properties.put(ClientProperties.HANDSHAKE_TIMEOUT, (int) limitMs);
    properties.put(ClientProperties.SHARED_CONTAINER_IDLE_TIMEOUT, IDLE_SECONDS);
    properties.put(ClientProperties.INCOMING_BUFFER_SIZE, maxMessage + FRAME_HEAD);
    tls.ifPresent(
        context ->
            properties.put(
                ClientProperties.SSL_ENGINE_CONFIGURATOR, new SslEngineConfigurator(context)));
    return manager;
  }

  /** Why there is no connection, in our words. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String reason) {
      super(reason, null, false, false);
    }
  }

  /** Puts the token where it belongs. An origin is for pages, and Tyrus makes one up. */
  private static final class Bearer extends ClientEndpointConfig.Configurator {
    private final String token;

    Bearer(String token) {
      this.token = token;
    }

    @Override
    public void beforeRequest(Map<String, List<String>> headers) {
      headers.remove("Origin");
      if (!token.isEmpty()) {
        headers.put("Authorization", List.of("Bearer " + token));
      }
    }
  }

  /** Passes on what Tyrus tells. */
  private final class Heard extends Endpoint {
    private final Ear ear;

    Heard(Ear ear) {
      this.ear = ear;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.setMaxTextMessageBufferSize(maxMessage);
      session.setMaxIdleTimeout(0);
      ear.onOpen(new Line(session));
      session.addMessageHandler(
          new MessageHandler.Whole<String>() {
            @Override
            public void onMessage(String text) {
              ear.onText(text);
            }
          });
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      ear.onClosed();
    }

    @Override
    public void onError(Session session, Throwable thrown) {
      ear.onClosed();
    }
  }
}
