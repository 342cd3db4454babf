from rest_framework.throttling import UserRateThrottle


class KeyThrottle(UserRateThrottle):
    rate = "600/min"
