/* The floor: one thread that writes the same bytes to one socket after the other. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_DESKS 100000
#define MAX_FRAME 65000
#define MAX_HEAD 4096

static const char ANSWER[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: ";

static int desks[MAX_DESKS];
static int count;

static int listener(int *port) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof at;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) < 0 || listen(fd, 4096) < 0 ||
      getsockname(fd, (struct sockaddr *)&at, &size) < 0) {
    perror("listen");
    exit(1);
  }
  *port = ntohs(at.sin_port);
  return fd;
}

static int accepted(int from) {
  int one = 1;
  int fd = accept(from, NULL, NULL);
  if (fd < 0) {
    perror("accept");
    exit(1);
  }
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

/* Every desk sends the same key, so its answer is an argument. */
static void desk(int from, const char *answered) {
  char head[MAX_HEAD + 1];
  char answer[512];
  size_t got = 0;
  int fd = accepted(from);
  head[0] = 0;
  while (!strstr(head, "\r\n\r\n")) {
    ssize_t n = got < MAX_HEAD ? read(fd, head + got, MAX_HEAD - got) : 0;
    if (n <= 0) {
      close(fd);
      return;
    }
    got += (size_t)n;
    head[got] = 0;
  }
  int length = snprintf(answer, sizeof answer, "%s%s\r\n\r\n", ANSWER, answered);
  if (count == MAX_DESKS || write(fd, answer, (size_t)length) != length) {
    close(fd);
    return;
  }
  desks[count++] = fd;
}

/* An unmasked text frame of at most 65,000 bytes (RFC 6455 section 5.2). */
static size_t framed(const char *path, unsigned char *frame) {
  static unsigned char payload[MAX_FRAME];
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    exit(1);
  }
  size_t length = fread(payload, 1, sizeof payload, file);
  size_t head = 2;
  fclose(file);
  frame[0] = 0x81;
  if (length < 126) {
    frame[1] = (unsigned char)length;
  } else {
    frame[1] = 126;
    frame[2] = (unsigned char)(length >> 8);
    frame[3] = (unsigned char)length;
    head = 4;
  }
  memcpy(frame + head, payload, length);
  return head + length;
}

int main(int argc, char **argv) {
  static unsigned char frame[MAX_FRAME + 4];
  int desk_port, trigger_port;
  char byte;
  if (argc != 3) {
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  size_t length = framed(argv[1], frame);
  int at = listener(&desk_port);
  int triggers = listener(&trigger_port);
  printf("desks on %d, trigger on %d\n", desk_port, trigger_port);
  fflush(stdout);
  struct pollfd all[] = {{0, POLLIN, 0}, {at, POLLIN, 0}, {triggers, POLLIN, 0}, {-1, POLLIN, 0}};
  while (poll(all, 4, -1) >= 0) {
    if (all[0].revents && read(0, &byte, 1) <= 0) {
      return 0;
    }
    if (all[3].revents) {
      if (read(all[3].fd, &byte, 1) <= 0) {
        all[3].fd = -1;
        continue;
      }
      for (int i = 0; i < count; i++) {
        if (write(desks[i], frame, length) != (ssize_t)length) {
          perror("write");
        }
      }
    }
    if (all[1].revents) {
      desk(at, argv[2]);
    }
    if (all[2].revents) {
      all[3].fd = accepted(triggers);
    }
  }
  return 1;
}
