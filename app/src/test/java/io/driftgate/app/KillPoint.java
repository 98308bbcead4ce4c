package io.driftgate.app;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends a process where it enters a method for the n-th time: a debugger stops all of its threads
 * there, and then it is killed. The program itself knows nothing of it.
 *
 * @param className of the product
 * @param method its name
 */
record KillPoint(String className, String method) {
  private static final String PRODUCT = "io.driftgate.";
  private static final long ATTACH_MS = 20_000;

  /** From the signal to the word of whom it was delivered to. */
  static final List<KillPoint> ALL =
      List.of(
          at("app.monitor.JournalKeeper", "onSignal"),
          at("app.monitor.JournalKeeper", "onOpening"),
          at("app.monitor.HookKeeper", "tell"),
          at("hooks.webhook.WebhookHook", "attempt"),
          at("hooks.webhook.Post", "send"),
          at("hooks.webhook.Post", "answered"),
          at("app.monitor.JournalKeeper", "settled"),
          at("journal.JournalWriter", "begin"),
          at("journal.JournalWriter", "append"),
          at("journal.Sql", "insert"),
          at("journal.Outbox", "update"),
          at("journal.JournalWriter", "settle"),
          at("journal.Backlog", "written"),
          at("app.monitor.JournalKeeper", "flushed"),
          at("app.monitor.JournalKeeper", "undelivered"),
          at("app.monitor.HookKeeper", "again"));

  /** Such are reached while it starts, and not again. */
  boolean isOncePerRun() {
    return Set.of("begin", "undelivered", "again").contains(method);
  }

  private static KillPoint at(String place, String method) {
    return new KillPoint(PRODUCT + place, method);
  }

  /** What a process must be started under to be ended so; it waits for {@link #arm}. */
  static List<String> under(int port) {
    return List.of(
        "env",
        "JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1"
            + " -agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=127.0.0.1:"
            + port);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Lets a process go on that waits at a port, up to here.
   *
   * @param time 1 for the first
   */
  void arm(Process process, int port, int time) throws Exception {
    VirtualMachine machine = attach(process, port);
    ClassPrepareRequest prepared = machine.eventRequestManager().createClassPrepareRequest();
    prepared.addClassFilter(className);
    prepared.setSuspendPolicy(EventRequest.SUSPEND_ALL);
    prepared.enable();
    Thread watching = new Thread(() -> watch(machine, process, time), "kill point");
    watching.setDaemon(true);
    watching.start();
    machine.resume();
  }

  private static VirtualMachine attach(Process process, int port) throws Exception {
    AttachingConnector connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(one -> one.transport().name().equals("dt_socket"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("hostname").setValue("127.0.0.1");
    arguments.get("port").setValue(Integer.toString(port));
    long endMs = System.currentTimeMillis() + ATTACH_MS;
    while (true) {
      try {
        return connector.attach(arguments);
      } catch (IOException notYet) {
        if (!process.isAlive() || System.currentTimeMillis() > endMs) {
          throw notYet;
        }
        Thread.sleep(20);
      } catch (IllegalConnectorArgumentsException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void watch(VirtualMachine machine, Process process, int time) {
    try {
      while (process.isAlive()) {
        EventSet events = machine.eventQueue().remove();
        for (Event event : events) {
          if (event instanceof ClassPrepareEvent prepared) {
            stopIn(prepared.referenceType(), time);
          } else if (event instanceof BreakpointEvent) {
            process.destroyForcibly();
            return;
          }
        }
        events.resume();
      }
    } catch (VMDisconnectedException | InterruptedException gone) {
      // it was ended otherwise
    }
  }

  private void stopIn(ReferenceType type, int time) {
    BreakpointRequest request =
        type.virtualMachine()
            .eventRequestManager()
            .createBreakpointRequest(type.methodsByName(method).get(0).location());
    request.addCountFilter(time);
    request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
    request.enable();
  }

  @Override
  public String toString() {
    return className.substring(PRODUCT.length()) + "#" + method;
  }
}
