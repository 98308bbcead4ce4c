package io.driftgate.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * SIGHUP. Java has no supported way to hear of it; the class that every JDK has since 1.2 is named
 * by text, since a compiler warns of it. Where there is no such signal, as on Windows, nothing is
 * ever heard.
 */
final class Hangup {
  private Hangup() {}

  /**
   * From now on a SIGHUP does this instead of ending the process.
   *
   * @param task run on a thread of the JVM's
   * @return whether there is such a signal
   */
  static boolean does(Runnable task) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calls =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              task.run();
            }
            return null;
          };
      Object heard =
          Proxy.newProxyInstance(Hangup.class.getClassLoader(), new Class<?>[] {handler}, calls);
      Object hup = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hup, heard);
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
