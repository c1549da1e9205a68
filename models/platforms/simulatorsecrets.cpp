// SPDX-License-Identifier: MIT
#include "platforms/simulatorsecrets.h"

namespace targetdesk {

const std::map<std::string, std::string> &simulatorSecrets()
{
    static const std::map<std::string, std::string> secrets = {
        {"klaviyo_api_key", "simulator-key"},           {"sfmc_client_id", "simulator-client"},
        {"sfmc_client_secret", "simulator-secret"},     {"campaign_monitor_api_key", "simulator-key"},
        {"omneo_hmac_secret", "simulator-hmac-secret"},
    };
    return secrets;
}

} // namespace targetdesk
